/** All rosters: drafts, in force, retired. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { ChoiceBar } from "../../ui/choicebar";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { ImportForm } from "./import_form";
import { NewRosterForm } from "./new_form";
import { placeName } from "./place";
import { span } from "./spans";
import type { RosterSummary } from "./types";
import { dutyWords } from "./words";

export default function RostersScreen(_: { params: Params }) {
  const { values, set } = useFilters(["status"] as const);
  const list = useList<RosterSummary>("/api/rosters", values, (row) => row.id);
  const [asked, setAsked] = useState<"new" | "import" | null>(null);
  useLive(["roster"], list.reload);
  const w = dutyWords();
  const actions = may("duty.write") && (
    <>
      <Button icon="inbox" onClick={() => setAsked("import")}>{w.importRoster}</Button>
      <Button kind="primary" icon="plus" onClick={() => setAsked("new")}>{w.newRoster}</Button>
    </>
  );
  return (
    <Frame live crumbs={[{ name: w.now, href: "/app/duty" }, { name: w.rosters }]}>
      <PageHead title={w.rosters} sub={w.rostersSub} actions={actions} />
      <SectionTabs of="duty" />
      <ChoiceBar label={w.state} value={values.status} onChange={(value) => set("status", value)} options={[{ value: "", name: dutyWords().all }, ...(["published", "draft", "retired"] as const).map((value) => ({ value, name: w.status[value] }))]} />
      <ListTable list={list} caption={w.rosters} columns={columns()} keyOf={(row) => row.id} href={(row) => `/app/duty/rosters/${row.id}`} empty={<Blank icon="calendar" title={w.none} />} />
      {asked === "new" && <NewRosterForm onClose={() => setAsked(null)} />}
      {asked === "import" && <ImportForm onClose={() => setAsked(null)} />}
    </Frame>
  );
}

function columns(): Column<RosterSummary>[] {
  const w = dutyWords();
  return [
    { key: "name", title: w.roster, cell: (row) => row.name, by: (row) => row.name },
    { key: "place", title: w.organization, cell: placeName, by: placeName },
    { key: "period", title: w.period, cell: (row) => span(row.starts_at, row.ends_at), by: (row) => row.starts_at },
    { key: "state", title: w.state, cell: (row) => <RosterState of={row} />, by: (row) => row.status },
    { key: "published", title: w.published, end: true, cell: (row) => (row.published_at ? `${dateTime(row.published_at)} · ${row.published_by}` : "—"), by: (row) => row.published_at },
  ];
}

const TONES = { draft: "info", published: "ok", retired: "off" } as const;

export function RosterState({ of }: { of: { status: RosterSummary["status"] } }) {
  return <Status status={TONES[of.status]}>{dutyWords().status[of.status]}</Status>;
}
