/** Which station supplies which building: the buildings without one first of all, since nobody is found for them. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { date, number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Segment, Select } from "../../ui/field";
import { FilterBar } from "../../ui/filterbar";
import { useList, useLoad } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { type Filters, useFilters } from "../filters";
import { Frame } from "../frame";
import { organizationTrail, organizations, treeOptions } from "../lookups";
import { NameAndCode, assetAddress } from "../registry/parts";
import { registry } from "../registry/words";
import { SearchField } from "../search_field";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { PasteForm } from "./paste_form";
import { PickStation, foundOf } from "./pick_station";
import { AssignForm, type Changed, ChangedNotice, EndForm } from "./supply_forms";
import type { Place, SuppliedBuilding, SupplyCount } from "./types";
import { network } from "./words";

const NAMES = ["q", "show", "station", "organization"] as const;
type Name = (typeof NAMES)[number];
type Asked = { verb: "paste" } | { verb: "assign" | "end"; row: SuppliedBuilding };

export default function SuppliesScreen(_: { params: Params }) {
  const w = network();
  const filters = useFilters(NAMES);
  const { show, ...asked } = filters.values;
  const wanted = show === "lacking" ? { ...asked, station: "", unsupplied: true } : asked;
  const list = useList<SuppliedBuilding>("/api/supplies", wanted, ({ building }) => building.id);
  const count = useLoad<SupplyCount>("/api/supplies/count");
  const [dialog, setDialog] = useState<Asked | null>(null);
  const [changed, setChanged] = useState<Changed | null>(null);
  const done = (what: Changed): void => {
    setChanged(what);
    list.reload();
    count.reload();
  };
  const close = (): void => setDialog(null);
  const mayWrite = may("network.write");
  return (
    <Frame crumbs={[{ name: office().page.registry, href: "/app/registry" }, { name: w.supplies }]}>
      <PageHead title={w.supplies} sub={count.value ? w.count(number(count.value.buildings), number(count.value.unsupplied)) : w.suppliesText} actions={mayWrite && <Button kind="primary" icon="inbox" onClick={() => setDialog({ verb: "paste" })}>{w.paste}</Button>} />
      <SectionTabs of="registry" />
      <SupplyFilters filters={filters} lacking={count.value?.unsupplied ?? null} />
      <ChangedNotice changed={changed} onChanged={done} />
      <ListTable list={list} caption={w.supplies} columns={columns(mayWrite ? setDialog : null)} keyOf={({ building }) => building.id} href={({ building }) => assetAddress(building.id)} empty={<Nothing filters={filters} />} />
      {dialog?.verb === "paste" && <PasteForm onDone={done} onClose={close} />}
      {dialog?.verb === "assign" && <AssignForm building={dialog.row.building} station={dialog.row.station} onDone={done} onClose={close} />}
      {dialog?.verb === "end" && <EndForm building={dialog.row.building} station={dialog.row.station} onDone={done} onClose={close} />}
    </Frame>
  );
}

function SupplyFilters({ filters: { values, set, active, clear }, lacking }: { filters: Filters<Name>; lacking: number | null }) {
  const w = network();
  const station = useLoad<Place>(values.station ? `/api/assets/${values.station}` : null);
  const shown = values.station ? (station.value ? foundOf(station.value) : { id: values.station, name: "…" }) : null;
  return (
    <FilterBar search={<SearchField label={w.searchBuildings} value={values.q} onChange={(value) => set("q", value)} />} active={active} onClear={clear}>
      <Segment label={w.show} value={values.show || "all"} onChange={(value) => set("show", value === "all" ? "" : value)} options={[{ value: "all", name: w.all }, { value: "lacking", name: w.lacking(lacking === null ? "…" : number(lacking)) }]} />
      {values.show !== "lacking" && <PickStation label={w.byStation} value={shown} onChoose={(found) => set("station", found?.id ?? "")} />}
      <Select label={office().field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
    </FilterBar>
  );
}

function Nothing({ filters: { values, any, clear } }: { filters: Filters<Name> }) {
  const w = network();
  if (values.show === "lacking" && !values.q && !values.organization) return <Blank icon="ok" title={w.allSupplied} />;
  return <Blank icon="search" title={w.noBuildings} actions={any && <Button onClick={clear}>{registry().clear}</Button>} />;
}

function columns(onAsk: ((asked: Asked) => void) | null): Column<SuppliedBuilding>[] {
  const w = network();
  const acting: Column<SuppliedBuilding> = {
    key: "act",
    title: w.assign,
    silent: true,
    end: true,
    cell: (row) => (
      <span class="actions" style="justify-content:flex-end;flex-wrap:nowrap">
        <Button kind={row.station ? "plain" : "primary"} label={`${row.station ? w.change : w.assign} · ${nameOf(row.building)}`} onClick={() => onAsk?.({ verb: "assign", row })}>{row.station ? w.change : w.assign}</Button>
        {row.station && <Button kind="quiet" label={`${w.end} · ${nameOf(row.building)}`} onClick={() => onAsk?.({ verb: "end", row })}>{w.end}</Button>}
      </span>
    ),
  };
  return [
    { key: "building", title: w.building, cell: ({ building }) => <NameAndCode row={building} />, by: ({ building }) => building.name },
    { key: "station", title: w.station, cell: ({ station }) => (station ? <a href={assetAddress(station.id)}><NameAndCode row={station} /></a> : <Status status="warn">{w.none}</Status>), by: ({ station }) => station?.name ?? null },
    { key: "since", title: w.since, cell: ({ since_at }) => (since_at ? date(since_at) : "—"), by: ({ since_at }) => since_at },
    { key: "organization", title: office().field.organization, cell: ({ organization }) => organizationTrail(organization), by: ({ organization }) => organization },
    ...(onAsk ? [acting] : []),
  ];
}
