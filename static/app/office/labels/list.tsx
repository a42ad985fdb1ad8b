/** All labels; tick some to print them, or print a whole batch. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Select, TextField } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { siteNameOf } from "../lookups";
import { SearchField } from "../search_field";
import { LABEL_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { IssueLabels } from "./issue";
import type { Label } from "./types";
import { hyphened, labels } from "./words";

const STATES = ["blank", "attached", "retired", "lost"] as const;

export default function LabelsScreen(_: { params: Params }) {
  const filters = useFilters(["q", "state", "batch", "asset"] as const);
  const { values, set } = filters;
  const list = useList<Label>("/api/labels", values, (row) => row.id);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [issuing, setIssuing] = useState(false);
  useLive(["label"], list.reload);
  const w = labels();
  const toggle = (code: string): void => setPicked(without(picked, code) ?? new Set([...picked, code]));
  const issue = may("labels.issue") && <Button kind="primary" icon="plus" onClick={() => setIssuing(true)}>{w.issue}</Button>;
  return (
    <Frame crumbs={[{ name: office().page.labels }]}>
      <PageHead title={w.title} sub={w.sub} actions={issue} />
      <FilterBar search={<SearchField label={w.search} value={values.q} onChange={(value) => set("q", value)} />} active={filters.active} onClear={filters.clear}>
        <Select label={w.state} value={values.state} blank={ui().all} options={STATES.map((state) => ({ value: state, name: office().labelState[state] }))} onChange={(value) => set("state", value)} />
        <TextField label={w.batch} value={values.batch} onInput={(value) => set("batch", value)} />
      </FilterBar>
      <Printing codes={[...picked]} batch={values.batch} onAll={() => setPicked(new Set(list.rows.map((row) => row.code)))} />
      <ListTable
        list={list}
        caption={w.title}
        columns={columns()}
        pick={{ title: w.select, picked: chosenIds(list.rows, picked), can: () => true, label: (row) => `${w.select} ${hyphened(row.short_code)}`, toggle: (row) => toggle(row.code) }}
        keyOf={(row) => row.id}
        href={(row) => `/app/labels/${row.code}`}
        empty={filters.any ? <Blank icon="search" title={w.none} actions={<Button onClick={filters.clear}>{w.clear}</Button>} /> : <Blank icon="tag" title={w.noneYet} actions={issue}>{w.noneYetText}</Blank>}
      />
      {issuing && <IssueLabels onClose={() => setIssuing(false)} />}
    </Frame>
  );
}

const chosenIds = (rows: readonly Label[], codes: ReadonlySet<string>): ReadonlySet<string> => new Set(rows.filter((row) => codes.has(row.code)).map((row) => row.id));

function without(codes: ReadonlySet<string>, code: string): ReadonlySet<string> | null {
  return codes.has(code) ? new Set([...codes].filter((one) => one !== code)) : null;
}

function Printing({ codes, batch, onAll }: { codes: readonly string[]; batch: string; onAll: () => void }) {
  const w = labels();
  return (
    <div class={codes.length > 0 ? "picked stays" : "picked"}>
      {codes.length > 0 && <b role="status">{w.selected(number(codes.length))}</b>}
      <Button kind="quiet" onClick={onAll}>{w.selectAll}</Button>
      {codes.length > 0 && <ButtonLink kind="primary" icon="printer" href={`/app/labels/sheet?labels=${codes.join(",")}`}>{w.printSelected}</ButtonLink>}
      {batch && codes.length === 0 && <ButtonLink icon="printer" href={`/app/labels/sheet?batch=${encodeURIComponent(batch)}`}>{w.printBatch}</ButtonLink>}
    </div>
  );
}

function columns(): Column<Label>[] {
  const w = labels();
  return [
    { key: "code", title: w.shortCode, cell: (row) => <Codes row={row} />, by: (row) => row.short_code },
    { key: "state", title: w.state, cell: (row) => <Status status={toneOf(LABEL_TONE, row.state)}>{wordOf(office().labelState, row.state)}</Status>, by: (row) => row.state },
    { key: "asset", title: w.asset, cell: (row) => row.attached_to && <Where at={row.attached_to} />, by: (row) => row.attached_to?.name ?? null },
    { key: "batch", title: w.batch, cell: (row) => row.batch, by: (row) => row.batch },
    { key: "issued", title: w.issued, end: true, cell: (row) => dateTime(row.issued_at), by: (row) => row.issued_at },
  ];
}

function Codes({ row }: { row: Label }) {
  return (
    <span class="code">
      {hyphened(row.short_code)}
      <span class="second" style="font-weight:400">{row.code}</span>
    </span>
  );
}

function Where({ at }: { at: NonNullable<Label["attached_to"]> }) {
  return (
    <span>
      <a href={`/app/registry/assets/${at.id}`}>{nameOf(at)}</a>
      <span class="second">{siteNameOf(at)}</span>
    </span>
  );
}
