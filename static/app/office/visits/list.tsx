/** Where one goes next: household visits by time, one's own first. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead, Tabs } from "../../ui/page";
import { type Column, ListTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { StateChip, slotOf } from "./card";
import type { Visit } from "./types";
import { visitWords } from "./words";

const VIEWS = {
  mine: { mine: "true", open: "true" },
  toCome: { open: "true" },
  over: { open: "false" },
} as const;
type View = keyof typeof VIEWS;

export default function VisitsScreen(_: { params: Params }) {
  const w = visitWords();
  const [view, setView] = useState<View>("mine");
  const list = useList<Visit>("/api/visits", VIEWS[view], (visit) => visit.id);
  useLive(["complaint"], list.reload);
  return (
    <Frame live crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: w.title }]}>
      <PageHead title={w.title} />
      <SectionTabs of="complaints" />
      <Tabs label={w.title} current={view} onChoose={(chosen) => setView(chosen as View)} tabs={(["mine", "toCome", "over"] as const).map((key) => ({ key, name: w[key] }))} />
      <ListTable list={list} caption={w.title} columns={columns()} keyOf={(visit) => visit.id} href={(visit) => `/app/complaints/${visit.complaint}`} empty={<Blank icon="ok" title={w.none}>{w.noneText}</Blank>} />
    </Frame>
  );
}

function columns(): Column<Visit>[] {
  const w = visitWords();
  return [
    { key: "when", title: w.when, cell: slotOf },
    { key: "where", title: w.address, cell: (visit) => <span>{visit.address}<span class="second code">{visit.number}</span></span> },
    { key: "who", title: w.visitor, cell: (visit) => visit.visitor.name },
    { key: "state", title: w.stateLabel, cell: (visit) => <StateChip visit={visit} /> },
  ];
}
