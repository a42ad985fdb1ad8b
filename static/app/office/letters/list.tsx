/** Supervision letters 督办函: sent, answered, overdue. */
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { date, dateTime } from "../../i18n/format";
import { ButtonLink } from "../../ui/button";
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
import { office } from "../words";
import type { LetterSummary } from "./types";
import { letterWords } from "./words";

export default function LettersScreen(_: { params: Params }) {
  const { values, set } = useFilters(["open"] as const);
  const list = useList<LetterSummary>("/api/supervision-letters", values, (row) => row.id);
  useLive(["supervision_letter"], list.reload);
  const w = letterWords();
  return (
    <Frame live crumbs={[{ name: office().page.hazards, href: "/app/hazards" }, { name: w.title }]}>
      <PageHead title={w.title} sub={w.sub} actions={may("hazards.supervise") && <ButtonLink kind="primary" icon="plus" href="/app/letters/new">{w.newLetter}</ButtonLink>} />
      <SectionTabs of="hazards" />
      <ChoiceBar label={w.show} value={values.open} onChange={(value) => set("open", value)} options={[{ value: "", name: w.all }, { value: "true", name: w.open }]} />
      <ListTable list={list} caption={w.title} columns={columns()} keyOf={(row) => row.id} href={(row) => `/app/letters/${row.id}`} empty={<Blank icon="letter" title={w.none} />} />
    </Frame>
  );
}

function columns(): Column<LetterSummary>[] {
  const w = letterWords();
  return [
    { key: "title", title: w.letter, cell: (row) => <Title row={row} />, by: (row) => row.number },
    { key: "to", title: w.to, cell: (row) => nameOf(row.organization), by: (row) => row.organization.name },
    { key: "state", title: w.state, cell: (row) => <LetterState of={row} /> },
    { key: "due", title: w.due, cell: (row) => date(row.due_on), by: (row) => row.due_on },
    { key: "issued", title: w.issued, end: true, cell: (row) => dateTime(row.issued_at), by: (row) => row.issued_at },
  ];
}

function Title({ row }: { row: LetterSummary }) {
  return (
    <span>
      {row.title}
      <span class="second" style="font-weight:400">{row.number}</span>
    </span>
  );
}

export function LetterState({ of }: { of: LetterSummary }) {
  const w = letterWords();
  if (of.replied_at) return <Status status="ok">{w.replied}</Status>;
  return of.overdue ? <Status status="danger">{w.overdue}</Status> : <Status status="info">{w.waiting}</Status>;
}
