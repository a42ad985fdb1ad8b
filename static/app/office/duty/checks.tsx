/** Spot checks 查岗 and how they were answered. */
import type { Params } from "../../shell/router";
import { dateTime } from "../../i18n/format";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { placeName } from "./place";
import type { SpotCheck } from "./types";
import { dutyWords } from "./words";

export default function ChecksScreen(_: { params: Params }) {
  const list = useList<SpotCheck>("/api/duty/spot-checks", {}, (row) => row.id);
  useLive(["roster"], list.reload);
  const w = dutyWords();
  return (
    <Frame live crumbs={[{ name: w.now, href: "/app/duty" }, { name: w.checks }]}>
      <PageHead title={w.checks} sub={w.checksSub} />
      <SectionTabs of="duty" />
      <ListTable list={list} caption={w.checks} columns={columns()} keyOf={(row) => row.id} empty={<Blank icon="clock" title={w.noChecks} />} />
    </Frame>
  );
}

function columns(): Column<SpotCheck>[] {
  const w = dutyWords();
  return [
    { key: "asked", title: w.asked, cell: (row) => dateTime(row.asked_at), by: (row) => row.asked_at },
    { key: "place", title: w.organization, cell: placeName, by: placeName },
    { key: "post", title: w.post, cell: (row) => w.posts[row.post] },
    { key: "person", title: w.person, cell: (row) => row.person.name, by: (row) => row.person.name },
    { key: "result", title: w.result, cell: (row) => <Result check={row} /> },
    { key: "answer", title: w.answer, cell: (row) => row.answer || "—" },
    { key: "by", title: w.askedBy, cell: (row) => row.asked_by },
  ];
}

function Result({ check }: { check: SpotCheck }) {
  const w = dutyWords();
  if (check.missed) return <Status status="danger">{w.missed}</Status>;
  if (check.answered_at === null) return <Status status="info">{w.open}</Status>;
  return check.late ? <Status status="warn">{`${w.late} ${dateTime(check.answered_at)}`}</Status> : <Status status="ok">{w.inTime}</Status>;
}
