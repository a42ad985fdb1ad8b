import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { dateTime } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Grade } from "../../ui/grade";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { organizationTrail, organizations, treeOptions } from "../lookups";
import { PickSite } from "../pickers";
import { SearchField } from "../search_field";
import { HAZARD_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { titleOf } from "./title";
import type { Hazard } from "./types";
import { hazards } from "./words";

const GRADES = ["major", "larger", "general", "minor"] as const;
const NAMES = ["q", "site", "asset", "grade", "organization"] as const;

export default function HazardsScreen(_: { params: Params }) {
  const filters = useFilters(NAMES);
  const { values, set } = filters;
  const list = useList<Hazard>("/api/hazards", values, (row) => row.id);
  useLive(["hazard"], list.reload);
  return (
    <Frame live crumbs={[{ name: office().page.hazards }]}>
      <PageHead title={hazards().title} actions={may("hazards.report") && <ButtonLink kind="primary" icon="plus" href="/app/report">{hazards().report}</ButtonLink>} />
      <FilterBar search={<SearchField label={hazards().search} value={values.q} onChange={(value) => set("q", value)} />} active={filters.active} onClear={filters.clear}>
        <Select label={hazards().grade} value={values.grade} blank={ui().all} options={GRADES.map((grade) => ({ value: grade, name: office().grade[grade] }))} onChange={(value) => set("grade", value)} />
        <Select label={office().field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <PickSite id={values.site} onChoose={(id) => set("site", id)} />
      </FilterBar>
      <ListTable
        list={list}
        caption={hazards().title}
        columns={columns()}
        keyOf={(row) => row.id}
        href={(row) => `/app/hazards/${row.id}`}
        empty={<Blank icon="ok" title={hazards().none} actions={filters.any && <Button onClick={filters.clear}>{hazards().clear}</Button>} />}
      />
    </Frame>
  );
}

function columns(): Column<Hazard>[] {
  const w = hazards();
  return [
    { key: "title", title: w.what, cell: (row) => <TitleAndNumber row={row} />, by: titleOf },
    { key: "grade", title: w.grade, cell: (row) => <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade>, by: (row) => GRADES.indexOf(row.grade) },
    { key: "status", title: w.status, cell: (row) => <Status status={toneOf(HAZARD_TONE, row.status)}>{wordOf(office().hazardStatus, row.status)}</Status>, by: (row) => row.status },
    { key: "where", title: w.where, cell: (row) => <Where row={row} />, by: (row) => row.site.name },
    { key: "happened", title: w.happened, end: true, cell: (row) => dateTime(row.happened_at), by: (row) => row.happened_at },
  ];
}

function TitleAndNumber({ row }: { row: Hazard }) {
  return (
    <span>
      {titleOf(row)}
      <span class="second" style="font-weight:400">{row.number}</span>
    </span>
  );
}

function Where({ row }: { row: Hazard }) {
  return (
    <span>
      {nameOf(row.site)}
      <span class="second">{row.asset ? nameOf(row.asset) : organizationTrail(row.organization)}</span>
    </span>
  );
}
