/** What nobody has looked at this season: the list that must become empty. */
import type { Params } from "../../shell/router";
import { inLanguage, nameOf } from "../../i18n";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areaTrail, areas, kindName, kinds, organizationTrail, organizations, treeOptions } from "../lookups";
import { PrintButton } from "../print";
import { office } from "../words";
import type { Uninspected } from "./types";
import { readiness } from "./words";

export default function UninspectedScreen(_: { params: Params }) {
  const filters = useFilters(["organization", "area", "kind"] as const);
  const { values, set } = filters;
  const list = useList<Uninspected>("/api/readiness/uninspected", values, (row) => row.id);
  useLive(["readiness", "asset"], list.reload);
  const f = readiness().filter;
  return (
    <Frame live crumbs={[{ name: office().page.readiness, href: "/app/readiness" }, { name: office().page.uninspected }]}>
      <PageHead title={readiness().uninspectedTitle} sub={readiness().uninspectedSub} actions={<PrintButton />} />
      <FilterBar active={filters.active} onClear={filters.clear}>
        <Select label={f.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <Select label={f.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
        <Select label={f.kind} value={values.kind} blank={ui().all} options={kinds.value.map((kind) => ({ value: kind.key, name: inLanguage(kind.name) }))} onChange={(value) => set("kind", value)} />
      </FilterBar>
      <ListTable
        list={list}
        caption={readiness().uninspectedTitle}
        columns={columns()}
        keyOf={(row) => row.id}
        href={(row) => `/app/registry/assets/${row.id}`}
        empty={<Blank icon="ok" title={readiness().allInspected}>{readiness().allInspectedText}</Blank>}
      />
    </Frame>
  );
}

function columns(): Column<Uninspected>[] {
  const f = office().field;
  return [
    { key: "name", title: f.asset, cell: (row) => nameOf(row), by: (row) => row.name },
    { key: "kind", title: f.kind, cell: (row) => kindName(row.kind), by: (row) => kindName(row.kind) },
    { key: "site", title: f.site, cell: (row) => <a href={`/app/readiness/sites/${row.site.id}`}>{nameOf({ name_en: null, ...row.site })}</a>, by: (row) => row.site.name },
    { key: "organization", title: f.organization, cell: (row) => organizationTrail(row.organization), by: (row) => row.organization },
    { key: "area", title: f.area, cell: (row) => areaTrail(row.area), by: (row) => row.area },
    { key: "responsible", title: f.responsible, cell: (row) => row.responsible?.name ?? "—", by: (row) => row.responsible?.name ?? null },
  ];
}
