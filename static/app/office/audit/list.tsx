/** Who did what to what, when. Each entry opens with its content and its link in the chain. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FilterBar } from "../../ui/filterbar";
import { Select, TextField } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { Facts, PageHead } from "../../ui/page";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { organizationTrail } from "../lookups";
import { PickPerson } from "../pickers";
import { office, wordOf } from "../words";
import { audit } from "./words";

interface Entry {
  seq: number;
  at: string;
  actor: { id: string | null; name: string };
  action: string;
  subject_kind: string;
  subject_id: string;
  organization: string;
  area: string;
  detail: Record<string, unknown>;
  hash: string;
}

const PAGES: Record<string, string> = { inspection: "/app/inspections/", hazard: "/app/hazards/", asset: "/app/registry/assets/", site: "/app/sites/", user: "/app/people/", supervision_letter: "/app/letters/", code: "/app/settings/codes/" };
const NAMES = ["action", "actor", "subject_kind", "since", "until", "subject_id"] as const;

export default function AuditScreen(_: { params: Params }) {
  const filters = useFilters(NAMES);
  const { values, set } = filters;
  const moment = (day: string, at: string): string => day && `${day}T${at}+08:00`;
  const list = useList<Entry>("/api/audit", { ...values, since: moment(values.since, "00:00:00"), until: moment(values.until, "23:59:59") }, (row) => String(row.seq));
  const [open, setOpen] = useState<Entry | null>(null);
  const w = audit();
  const named = (table: Record<string, string>) => Object.entries(table).map(([value, name]) => ({ value, name }));
  return (
    <Frame crumbs={[{ name: office().page.audit }]}>
      <PageHead title={w.title} sub={w.sub} />
      <FilterBar active={filters.active} onClear={filters.clear}>
        <Select label={w.action} value={values.action} blank={ui().all} options={named(w.actions)} onChange={(value) => set("action", value)} />
        <Select label={w.subject} value={values.subject_kind} blank={ui().all} options={named(w.subjects)} onChange={(value) => set("subject_kind", value)} />
        <PickPerson label={w.who} id={values.actor} onChoose={(id) => set("actor", id)} />
        <TextField type="date" label={w.since} value={values.since} onInput={(value) => set("since", value)} />
        <TextField type="date" label={w.until} value={values.until} onInput={(value) => set("until", value)} />
      </FilterBar>
      <ListTable list={list} caption={w.title} columns={columns()} keyOf={(row) => String(row.seq)} onOpen={setOpen} empty={<Blank icon="chain" title={w.none} actions={filters.any && <Button onClick={filters.clear}>{w.clear}</Button>} />} />
      {open && <EntryView entry={open} onClose={() => setOpen(null)} />}
    </Frame>
  );
}

function columns(): Column<Entry>[] {
  const w = audit();
  return [
    { key: "what", title: w.what, cell: (row) => wordOf(w.actions, row.action), by: (row) => row.action },
    { key: "who", title: w.who, cell: (row) => row.actor.name || w.system, by: (row) => row.actor.name },
    { key: "subject", title: w.subject, cell: (row) => <Subject row={row} />, by: (row) => row.subject_kind },
    { key: "where", title: w.where, cell: (row) => (row.organization ? organizationTrail(row.organization) : "—"), by: (row) => row.organization },
    { key: "at", title: w.at, end: true, cell: (row) => dateTime(row.at), by: (row) => row.at },
    { key: "seq", title: w.seq, end: true, cell: (row) => row.seq, by: (row) => row.seq },
  ];
}

function Subject({ row }: { row: Entry }) {
  const page = PAGES[row.subject_kind];
  const name = wordOf(audit().subjects, row.subject_kind);
  return page ? <a href={page + row.subject_id}>{name}</a> : <>{name}</>;
}

function EntryView({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const w = audit();
  return (
    <Dialog wide title={wordOf(w.actions, entry.action)} onClose={onClose}>
      <Facts
        rows={[
          [w.at, dateTime(entry.at)],
          [w.who, entry.actor.name || w.system],
          [w.action, <span key="action" class="code">{entry.action}</span>],
          [w.subject, <span key="subject"><Subject row={entry} /> <span class="code muted">{entry.subject_id}</span></span>],
          [w.where, entry.organization ? organizationTrail(entry.organization) : "—"],
          [w.seq, String(entry.seq)],
          [w.hash, <span key="hash" class="code">{entry.hash}</span>],
        ]}
      />
      <h3>{w.detail}</h3>
      <pre class="detail" tabIndex={0}>{JSON.stringify(entry.detail, null, 2)}</pre>
    </Dialog>
  );
}
