/** What people call a place, so that intake finds it however it is said. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { Button } from "../../ui/button";
import { Segment, Select } from "../../ui/field";
import { FilterBar } from "../../ui/filterbar";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { organizations, treeOptions } from "../lookups";
import { NameAndCode, siteAddress } from "../registry/parts";
import { registry } from "../registry/words";
import { SearchField } from "../search_field";
import { SectionTabs } from "../section_tabs";
import { listed, office } from "../words";
import { AliasForm } from "./alias_form";
import { type Changed, ChangedNotice } from "./supply_forms";
import type { NamedSite } from "./types";
import { network } from "./words";

const NAMES = ["q", "show", "organization"] as const;
const NAMED: Record<string, boolean | undefined> = { named: true, unnamed: false };

export default function AliasesScreen(_: { params: Params }) {
  const w = network();
  const filters = useFilters(NAMES);
  const { values, set } = filters;
  const list = useList<NamedSite>("/api/aliases", { q: values.q, organization: values.organization, named: NAMED[values.show] }, ({ site }) => site.id);
  const [editing, setEditing] = useState<NamedSite | null>(null);
  const [changed, setChanged] = useState<Changed | null>(null);
  const done = (what: Changed): void => {
    setChanged(what);
    list.reload();
  };
  return (
    <Frame crumbs={[{ name: office().page.registry, href: "/app/registry" }, { name: w.aliases }]}>
      <PageHead title={w.aliases} sub={w.aliasesText} />
      <SectionTabs of="registry" />
      <FilterBar search={<SearchField label={w.searchSites} value={values.q} onChange={(value) => set("q", value)} />} active={filters.active} onClear={filters.clear}>
        <Segment label={w.show} value={values.show || "all"} onChange={(value) => set("show", value === "all" ? "" : value)} options={[{ value: "all", name: w.allSites }, { value: "named", name: w.named }, { value: "unnamed", name: w.unnamed }]} />
        <Select label={office().field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
      </FilterBar>
      <ChangedNotice changed={changed} onChanged={done} />
      <ListTable
        list={list}
        caption={w.aliases}
        columns={columns(may("network.write") ? setEditing : null)}
        keyOf={({ site }) => site.id}
        href={({ site }) => siteAddress(site.id)}
        empty={<Blank icon="search" title={values.show === "named" && !values.q ? w.noAliases : w.noSites} actions={filters.any && <Button onClick={filters.clear}>{registry().clear}</Button>} />}
      />
      {editing && <AliasForm site={editing.site} aliases={editing.aliases} onDone={done} onClose={() => setEditing(null)} />}
    </Frame>
  );
}

function columns(onEdit: ((row: NamedSite) => void) | null): Column<NamedSite>[] {
  const w = network();
  const acting: Column<NamedSite> = {
    key: "act",
    title: w.editAliases,
    silent: true,
    end: true,
    cell: (row) => <Button icon="pencil" label={`${w.editAliases} · ${nameOf(row.site)}`} onClick={() => onEdit?.(row)}>{office().edit}</Button>,
  };
  return [
    { key: "site", title: office().field.site, cell: ({ site }) => <NameAndCode row={site} />, by: ({ site }) => site.name },
    { key: "aliases", title: w.aliases, cell: ({ aliases }) => (aliases.length > 0 ? listed(aliases) : <span class="muted">{w.noAliases}</span>), by: ({ aliases }) => aliases.length },
    { key: "address", title: office().field.address, cell: ({ address }) => address || "—" },
    ...(onEdit ? [acting] : []),
  ];
}
