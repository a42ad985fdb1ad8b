/** The log of hand-overs: what was open, who went, who came. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { dateTime } from "../../i18n/format";
import { Dialog } from "../../ui/dialog";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { Facts, PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { placeName } from "./place";
import { span } from "./spans";
import type { HandOver } from "./types";
import { dutyWords } from "./words";

export default function HandOversScreen(_: { params: Params }) {
  const list = useList<HandOver>("/api/duty/hand-overs", {}, (row) => row.id);
  const [opened, setOpened] = useState<HandOver | null>(null);
  useLive(["roster"], list.reload);
  const w = dutyWords();
  return (
    <Frame live crumbs={[{ name: w.now, href: "/app/duty" }, { name: w.handOvers }]}>
      <PageHead title={w.handOvers} sub={w.handOversSub} />
      <SectionTabs of="duty" />
      <ListTable list={list} caption={w.handOvers} columns={columns()} keyOf={(row) => row.id} onOpen={setOpened} empty={<Blank icon="clipboard" title={w.noHandOvers} />} />
      {opened && (
        <Dialog title={w.receiveTitle(opened.by.name)} onClose={() => setOpened(null)}>
          <Facts rows={[[w.organization, placeName(opened)], [w.until, span(opened.starts_at, opened.ends_at)], [w.signatures, `${opened.by.name} → ${opened.to.name}`], [w.state, <Receipt of={opened} />], opened.remark && [w.remark, opened.remark]]} />
          <p class="prose">{opened.note}</p>
        </Dialog>
      )}
    </Frame>
  );
}

function columns(): Column<HandOver>[] {
  const w = dutyWords();
  return [
    { key: "when", title: w.until, cell: (row) => span(row.starts_at, row.ends_at), by: (row) => row.ends_at },
    { key: "place", title: w.organization, cell: placeName, by: placeName },
    { key: "post", title: w.post, cell: (row) => w.posts[row.post] },
    { key: "who", title: w.signatures, cell: (row) => `${row.by.name} → ${row.to.name}` },
    { key: "state", title: w.state, cell: (row) => <Receipt of={row} /> },
    { key: "written", title: w.sign, end: true, cell: (row) => dateTime(row.written_at), by: (row) => row.written_at },
  ];
}

export function Receipt({ of }: { of: HandOver }) {
  const w = dutyWords();
  return of.received_at ? <Status status="ok">{w.received(dateTime(of.received_at))}</Status> : <Status status="warn">{w.notReceived}</Status>;
}
