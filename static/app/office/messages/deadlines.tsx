/** Every open clock one may see, the tightest first. */
import type { Person } from "../../api";
import type { Params } from "../../shell/router";
import { type Text, inLanguage } from "../../i18n";
import { dueTime } from "../../i18n/format";
import { ChoiceBar } from "../../ui/choicebar";
import { Due } from "../../ui/clock";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, ListTable } from "../../ui/table";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { organizationTrail } from "../lookups";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { messages } from "./words";

interface Deadline {
  id: string;
  label: Text;
  title: Text;
  link: string;
  due_at: string;
  state: string;
  paused_until: string | null;
  responsible: Person | null;
  organization: string;
}

const SHOWN = ["mine", "overdue", "all"] as const;

export default function DeadlinesScreen(_: { params: Params }) {
  const { values, set } = useFilters(["show"] as const);
  const show = values.show || "mine";
  const list = useList<Deadline>("/api/deadlines", show === "all" ? {} : { [show]: true }, (row) => row.id);
  useLive(["hazard"], list.reload);
  const w = messages();
  return (
    <Frame live crumbs={[{ name: office().page.inbox, href: "/app/inbox" }, { name: w.deadlines }]}>
      <PageHead title={w.deadlines} sub={w.deadlinesSub} />
      <SectionTabs of="messages" />
      <ChoiceBar label={w.show} value={show} onChange={(value) => set("show", value === "mine" ? "" : value)} options={SHOWN.map((value) => ({ value, name: w.deadlineShows[value] }))} />
      <ListTable list={list} caption={w.deadlines} columns={columns()} keyOf={(row) => row.id} href={(row) => row.link} empty={<Blank icon="ok" title={w.noDeadlines} />} />
    </Frame>
  );
}

function columns(): Column<Deadline>[] {
  const w = messages();
  return [
    { key: "title", title: w.what, cell: (row) => inLanguage(row.title), by: (row) => inLanguage(row.title) },
    { key: "label", title: w.clock, cell: (row) => inLanguage(row.label), by: (row) => inLanguage(row.label) },
    { key: "due", title: w.due, cell: (row) => <Due at={row.due_at} paused={row.state === "paused" ? { until: row.paused_until } : null} />, by: (row) => row.due_at },
    { key: "responsible", title: office().field.responsible, cell: (row) => row.responsible?.name ?? "—", by: (row) => row.responsible?.name ?? null },
    { key: "organization", title: office().field.organization, cell: (row) => organizationTrail(row.organization), by: (row) => row.organization },
    { key: "at", title: w.dueAt, end: true, cell: (row) => dueTime(row.due_at), by: (row) => row.due_at },
  ];
}
