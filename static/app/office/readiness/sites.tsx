/** Sites by readiness, filtered by company, district, kind and state. */
import type { Params } from "../../shell/router";
import { nameOf } from "../../i18n";
import { date, number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { type Filters, useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areas, kinds, organizationTrail, organizations, treeOptions } from "../lookups";
import { PrintButton } from "../print";
import { STATE_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { inLanguage } from "../../i18n";
import { overrideWords } from "./override_words";
import { Reasons } from "./reasons";
import { STATES } from "./summary";
import type { SiteRow } from "./types";
import { readiness } from "./words";

const NAMES = ["organization", "area", "kind", "state", "overridden", "sort"] as const;
type Name = (typeof NAMES)[number];

export default function SitesScreen(_: { params: Params }) {
  const filters = useFilters(NAMES);
  const list = useList<SiteRow>("/api/readiness/sites", filters.values, (row) => row.site.id);
  useLive(["readiness"], list.reload);
  return (
    <Frame live crumbs={[{ name: office().page.readiness, href: "/app/readiness" }, { name: office().page.sites }]}>
      <PageHead title={readiness().sitesTitle} actions={<PrintButton />} />
      <SiteFilters filters={filters} />
      <ListTable
        flow
        list={list}
        caption={readiness().sitesTitle}
        columns={columns()}
        keyOf={(row) => row.site.id}
        href={(row) => `/app/readiness/sites/${row.site.id}`}
        empty={<Blank icon="search" title={readiness().noneMatch} actions={filters.any && <Button onClick={filters.clear}>{readiness().clear}</Button>} />}
      />
    </Frame>
  );
}

function SiteFilters({ filters }: { filters: Filters<Name> }) {
  const { values, set } = filters;
  const f = readiness().filter;
  const sorts = readiness().sorts;
  return (
    <FilterBar active={filters.active} onClear={filters.clear}>
      <Select label={f.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
      <Select label={f.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
      <Select label={f.kind} value={values.kind} blank={ui().all} options={kinds.value.filter((kind) => kind.site).map((kind) => ({ value: kind.key, name: inLanguage(kind.name) }))} onChange={(value) => set("kind", value)} />
      <Select label={f.state} value={values.state} blank={ui().all} options={STATES.map((state) => ({ value: state, name: wordOf(office().state, state) }))} onChange={(value) => set("state", value)} />
      <Select label={overrideWords().title} value={values.overridden} blank={ui().all} options={[{ value: "true", name: overrideWords().overriddenOnly }]} onChange={(value) => set("overridden", value)} />
      <Select label={readiness().sort} value={values.sort} blank={sorts.state} options={(["safety", "quality", "on_time", "name"] as const).map((sort) => ({ value: sort, name: sorts[sort] }))} onChange={(value) => set("sort", value)} />
    </FilterBar>
  );
}

const score = (value: number | null): string => (value === null ? "—" : number(value, 0));

function columns(): Column<SiteRow>[] {
  const s = office().score;
  return [
    { key: "site", title: office().field.site, cell: (row) => <SiteCell row={row} />, by: (row) => row.site.name },
    { key: "state", title: office().field.state, cell: (row) => <StateCell row={row} />, by: (row) => row.state },
    { key: "why", title: readiness().whyNot, wide: true, cell: (row) => row.blockers.length > 0 && <Reasons reasons={row.blockers} most={2} /> },
    { key: "inspected", title: readiness().column.inspected, end: true, cell: (row) => ui().of(number(row.inspected), number(row.assets)), by: (row) => (row.assets ? row.inspected / row.assets : null) },
    { key: "on_time", title: s.on_time, end: true, cell: (row) => score(row.on_time), by: (row) => row.on_time },
    { key: "quality", title: s.quality, end: true, cell: (row) => score(row.quality), by: (row) => row.quality },
    { key: "safety", title: s.safety, end: true, cell: (row) => score(row.safety), by: (row) => row.safety },
  ];
}

function StateCell({ row }: { row: SiteRow }) {
  return (
    <span>
      <Status status={toneOf(STATE_TONE, row.state)}>{wordOf(office().state, row.state)}</Status>
      {row.overridden_until && <span class="second">{overrideWords().overriddenUntil(date(row.overridden_until))}</span>}
    </span>
  );
}

function SiteCell({ row }: { row: SiteRow }) {
  return (
    <span>
      {nameOf({ name_en: null, ...row.site })}
      <span class="second" style="font-weight:400">{organizationTrail(row.site.organization)}</span>
    </span>
  );
}
