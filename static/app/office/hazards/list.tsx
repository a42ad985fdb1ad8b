/** Hazards by who has to act: mine, my unit's, overdue; those that wait for confirmation can be confirmed together. */
import { useState } from "preact/hooks";
import { query } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { language, nameOf } from "../../i18n";
import { date } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { Due } from "../../ui/clock";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Grade } from "../../ui/grade";
import { Status } from "../../ui/status";
import { type Column, ListTable, type Picking } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { HAZARD_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { BulkConfirm } from "./bulk_confirm";
import { HazardFilters, askedOf, useHazardFilters } from "./filters";
import { GRADES } from "./grades";
import { Marks } from "./marks";
import { titleOf } from "./title";
import type { Hazard } from "./types";
import { hazards } from "./words";

export default function HazardsScreen(_: { params: Params }) {
  const filters = useHazardFilters();
  const asked = askedOf(filters.values);
  const list = useList<Hazard>("/api/hazards", asked, (row) => row.id);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [confirming, setConfirming] = useState(false);
  useLive(["hazard"], list.reload);
  const w = hazards();
  const chosen = list.rows.filter((row) => picked.has(row.id) && mayConfirm(row));
  return (
    <Frame live crumbs={[{ name: office().page.hazards }]}>
      <PageHead
        title={w.title}
        actions={
          <>
            <ButtonLink icon="download" href={query("/api/hazards/ledger.xlsx", { ...asked, lang: language.value })} download>{w.exportLedger}</ButtonLink>
            {may("hazards.report") && <ButtonLink kind="primary" icon="plus" href="/app/report">{w.report}</ButtonLink>}
          </>
        }
      />
      <SectionTabs of="hazards" />
      <HazardFilters filters={filters} />
      <Picked chosen={chosen} onAll={() => setPicked(new Set(list.rows.filter(mayConfirm).map((row) => row.id)))} onNone={() => setPicked(new Set())} onConfirm={() => setConfirming(true)} any={list.rows.some(mayConfirm)} />
      <ListTable
        list={list}
        caption={w.title}
        columns={columns()}
        keyOf={(row) => row.id}
        href={(row) => `/app/hazards/${row.id}`}
        {...(list.rows.some(mayConfirm) ? { pick: picking(picked, setPicked) } : {})}
        empty={<Blank icon="ok" title={w.none} actions={filters.active > 0 && <Button onClick={filters.clear}>{w.clear}</Button>} />}
      />
      <p class="muted no-phone no-print keys">{w.keys}</p>
      {confirming && (
        <BulkConfirm
          chosen={chosen}
          onClose={() => {
            setConfirming(false);
            setPicked(new Set());
            list.reload();
          }}
        />
      )}
    </Frame>
  );
}

const mayConfirm = (row: Hazard): boolean => row.status === "reported" && may("hazards.confirm");

function picking(picked: ReadonlySet<string>, setPicked: (picked: ReadonlySet<string>) => void): Picking<Hazard> {
  return {
    title: hazards().select,
    picked,
    can: mayConfirm,
    label: (row) => hazards().selectRow(row.number),
    toggle: (row) => {
      const next = new Set(picked);
      if (!next.delete(row.id)) next.add(row.id);
      setPicked(next);
    },
  };
}

interface PickedProps {
  chosen: readonly Hazard[];
  any: boolean;
  onAll: () => void;
  onNone: () => void;
  onConfirm: () => void;
}

/** What can be done with the rows that are ticked; it stays at hand while the list scrolls. */
function Picked({ chosen, any, onAll, onNone, onConfirm }: PickedProps) {
  const w = hazards();
  if (!any) return null;
  return (
    <div class={chosen.length > 0 ? "picked stays no-print" : "picked no-print"}>
      {chosen.length > 0 && <b role="status">{w.selected(chosen.length)}</b>}
      {chosen.length > 0 && <Button kind="primary" icon="ok" onClick={onConfirm}>{w.bulkConfirm}</Button>}
      <Button kind="quiet" onClick={chosen.length > 0 ? onNone : onAll}>{chosen.length > 0 ? w.unselect : w.selectAll}</Button>
    </div>
  );
}

function columns(): Column<Hazard>[] {
  const w = hazards();
  return [
    { key: "title", title: w.what, cell: (row) => <TitleCell row={row} />, by: titleOf },
    { key: "grade", title: w.grade, cell: (row) => <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade>, by: (row) => GRADES.indexOf(row.grade) },
    { key: "status", title: w.status, cell: (row) => <Status status={toneOf(HAZARD_TONE, row.status)}>{wordOf(office().hazardStatus, row.status)}</Status>, by: (row) => row.status },
    { key: "where", title: w.where, cell: (row) => <Where row={row} />, by: (row) => row.site.name },
    { key: "unit", title: w.unit, cell: (row) => <Responsible row={row} />, by: (row) => row.unit.name },
    { key: "due", title: w.due, cell: (row) => row.due_at && <Due at={row.due_at} />, by: (row) => row.due_at },
  ];
}

function TitleCell({ row }: { row: Hazard }) {
  return (
    <span>
      {titleOf(row)}
      <span class="second" style="font-weight:400">
        {row.number} · {date(row.happened_at)}
      </span>
      <Marks of={row} />
    </span>
  );
}

function Where({ row }: { row: Hazard }) {
  return (
    <span>
      {nameOf({ name_en: null, ...row.site })}
      {row.asset && row.asset.name !== row.site.name && <span class="second">{nameOf({ name_en: null, ...row.asset })}</span>}
    </span>
  );
}

function Responsible({ row }: { row: Hazard }) {
  return (
    <span>
      {nameOf(row.unit)}
      {row.responsible && <span class="second">{row.responsible.name}</span>}
    </span>
  );
}
