import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { Button, ButtonLink } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { areaTrail, organizationTrail, organizations, treeOptions } from "../lookups";
import { SearchField } from "../search_field";
import { office, wordOf } from "../words";
import { roleOptions } from "./roles";
import type { User } from "./types";
import { people } from "./words";

export default function PeopleScreen(_: { params: Params }) {
  const filters = useFilters(["q", "organization", "role"] as const);
  const { values, set } = filters;
  const list = useList<User>("/api/users", values, (row) => row.id);
  const w = people();
  return (
    <Frame crumbs={[{ name: office().page.people }]}>
      <PageHead title={w.title} actions={may("people.write") && <ButtonLink kind="primary" icon="plus" href="/app/people/new">{w.newPerson}</ButtonLink>} />
      <FilterBar search={<SearchField label={w.search} value={values.q} onChange={(value) => set("q", value)} />} active={filters.active} onClear={filters.clear}>
        <Select label={w.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <Select label={w.role} value={values.role} blank={ui().all} options={roleOptions()} onChange={(value) => set("role", value)} />
      </FilterBar>
      <ListTable list={list} caption={w.title} columns={columns()} keyOf={(row) => row.id} href={(row) => `/app/people/${row.id}`} empty={<Blank icon="people" title={w.none} actions={filters.any && <Button onClick={filters.clear}>{ui().all}</Button>} />} />
    </Frame>
  );
}

function columns(): Column<User>[] {
  const w = people();
  return [
    { key: "name", title: w.name, cell: (row) => <NameAndUsername row={row} />, by: (row) => row.name },
    { key: "role", title: w.role, cell: (row) => wordOf(office().role, row.role), by: (row) => row.role },
    { key: "organization", title: w.organization, cell: (row) => organizationTrail(row.organization), by: (row) => row.organization },
    { key: "area", title: w.area, cell: (row) => (row.area ? areaTrail(row.area) : w.wholeCity), by: (row) => row.area },
    { key: "state", title: w.state, cell: (row) => <AccountState user={row} />, by: (row) => row.disabled_at ?? "" },
  ];
}

function NameAndUsername({ row }: { row: User }) {
  return (
    <span>
      {row.name}
      <span class="second" style="font-weight:400">{row.username}</span>
    </span>
  );
}

function AccountState({ user }: { user: User }) {
  if (user.disabled_at) return <Status status="off">{people().disabled}</Status>;
  return user.must_change_password ? <Status status="info">{people().mustChange}</Status> : <Status status="ok">{people().active}</Status>;
}
