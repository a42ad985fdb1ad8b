/** The registry: search over everything, or the lists of sites and of assets. */
import type { Page } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { Button, ButtonLink } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Segment, Select } from "../../ui/field";
import { useList, useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, DataTable, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { query } from "../../api";
import { type Filters, useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areas, areaTrail, kindName, kinds, organizationTrail, organizations, treeOptions, siteNameOf } from "../lookups";
import { SearchField } from "../search_field";
import { SectionTabs } from "../section_tabs";
import { ASSET_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { NameAndCode, assetAddress, siteAddress, squareMetres } from "./parts";
import type { Asset, Found, Site } from "./types";
import { registry } from "./words";

const NAMES = ["q", "show", "kind", "organization", "area"] as const;
type Name = (typeof NAMES)[number];

export default function RegistryScreen(_: { params: Params }) {
  const filters = useFilters(NAMES);
  const { values, set } = filters;
  return (
    <Frame crumbs={[{ name: office().page.registry }]}>
      <PageHead title={registry().title} actions={<Actions />} />
      {may("network.write") && <SectionTabs of="registry" />}
      <FilterBar search={<SearchField label={registry().searchLabel} value={values.q} onChange={(value) => set("q", value)} />} active={filters.active} onClear={filters.clear}>
        {!values.q && <Narrowing filters={filters} />}
      </FilterBar>
      {values.q ? <Results q={values.q} /> : values.show === "assets" ? <Assets filters={filters} /> : <Sites filters={filters} />}
    </Frame>
  );
}

function Actions() {
  return (
    <>
      <ButtonLink icon="download" download href="/api/exports/assets.xlsx">{office().exportXlsx}</ButtonLink>
      {may("registry.write") && <ButtonLink kind="primary" icon="plus" href="/app/sites/new">{registry().newSite}</ButtonLink>}
    </>
  );
}

function Narrowing({ filters: { values, set } }: { filters: Filters<Name> }) {
  const f = office().field;
  const assets = values.show === "assets";
  return (
    <>
      <Segment
        label={registry().show}
        value={values.show || "sites"}
        onChange={(value) => set("show", value === "sites" ? "" : value)}
        options={[
          { value: "sites", name: registry().sites },
          { value: "assets", name: registry().assets },
        ]}
      />
      <Select label={f.kind} value={values.kind} blank={ui().all} options={kinds.value.filter((kind) => assets || kind.site).map((kind) => ({ value: kind.key, name: inLanguage(kind.name) }))} onChange={(value) => set("kind", value)} />
      <Select label={f.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
      <Select label={f.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
    </>
  );
}

function Results({ q }: { q: string }) {
  const found = useLoad<Page<Found>>(query("/api/search", { q, limit: 100 }));
  const columns: Column<Found>[] = [
    { key: "name", title: office().field.name, cell: (row) => <NameAndCode row={row} />, by: (row) => row.name },
    { key: "subject", title: registry().show, cell: (row) => registry().subject[row.subject], by: (row) => row.subject },
    { key: "kind", title: office().field.kind, cell: (row) => kindName(row.kind), by: (row) => kindName(row.kind) },
    { key: "site", title: office().field.site, cell: (row) => (row.subject === "asset" ? siteNameOf(row) : ""), by: (row) => row.site_name },
    { key: "organization", title: office().field.organization, cell: (row) => organizationTrail(row.organization), by: (row) => row.organization },
  ];
  return (
    <Loaded of={found}>
      {(page) => (
        <DataTable
          foot
          caption={registry().searchLabel}
          columns={columns}
          rows={page.items}
          keyOf={(row) => row.id}
          href={(row) => (row.subject === "site" ? siteAddress(row.id) : assetAddress(row.id))}
          empty={<Blank icon="search" title={registry().none}>{registry().searchHint}</Blank>}
        />
      )}
    </Loaded>
  );
}

function filterOf({ values }: Filters<Name>): Record<string, string> {
  return { kind: values.kind, organization: values.organization, area: values.area };
}

function Sites({ filters }: { filters: Filters<Name> }) {
  const list = useList<Site>("/api/sites", filterOf(filters), (row) => row.id);
  useLive(["site"], list.reload);
  const f = office().field;
  const columns: Column<Site>[] = [
    { key: "name", title: f.name, cell: (row) => <NameAndCode row={row} />, by: (row) => row.name },
    { key: "kind", title: f.kind, cell: (row) => kindName(row.kind), by: (row) => kindName(row.kind) },
    { key: "organization", title: f.organization, cell: (row) => organizationTrail(row.organization), by: (row) => row.organization },
    { key: "area", title: f.area, cell: (row) => areaTrail(row.area), by: (row) => row.area },
    { key: "responsible", title: f.responsible, cell: (row) => row.responsible?.name ?? "—", by: (row) => row.responsible?.name ?? null },
    { key: "heated", title: registry().heatedArea, end: true, cell: (row) => squareMetres(row.heated_area_m2), by: (row) => row.heated_area_m2 },
  ];
  return <ListTable list={list} caption={registry().sites} columns={columns} keyOf={(row) => row.id} href={(row) => siteAddress(row.id)} empty={<NoSites filters={filters} />} />;
}

function NoSites({ filters }: { filters: Filters<Name> }) {
  if (filters.any) return <Blank icon="search" title={registry().none} actions={<Button onClick={filters.clear}>{registry().clear}</Button>} />;
  return (
    <Blank icon="building" title={registry().noSites} actions={may("registry.import") && <ButtonLink kind="primary" href="/app/imports">{registry().toImport}</ButtonLink>}>
      {registry().noSitesText}
    </Blank>
  );
}

function Assets({ filters }: { filters: Filters<Name> }) {
  const list = useList<Asset>("/api/assets", filterOf(filters), (row) => row.id);
  useLive(["asset"], list.reload);
  const f = office().field;
  const columns: Column<Asset>[] = [
    { key: "name", title: f.name, cell: (row) => <NameAndCode row={row} />, by: (row) => row.name },
    { key: "kind", title: f.kind, cell: (row) => kindName(row.kind), by: (row) => kindName(row.kind) },
    { key: "site", title: f.site, cell: siteNameOf, by: (row) => row.site_name },
    { key: "status", title: f.state, cell: (row) => <Status status={toneOf(ASSET_TONE, row.status)}>{wordOf(office().assetStatus, row.status)}</Status>, by: (row) => row.status },
    { key: "organization", title: f.organization, cell: (row) => organizationTrail(row.organization), by: (row) => row.organization },
  ];
  return <ListTable list={list} caption={registry().assets} columns={columns} keyOf={(row) => row.id} href={(row) => assetAddress(row.id)} empty={<Blank icon="search" title={registry().none} actions={<Button onClick={filters.clear}>{registry().clear}</Button>} />} />;
}
