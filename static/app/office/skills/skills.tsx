/** Which kinds of complaints a person takes: routing asks it. */
import { useEffect, useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { categories, readCategories } from "../complaints/categories";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { organizationTrail } from "../lookups";
import { type Changed, ChangedNotice } from "../network/supply_forms";
import { registry } from "../registry/words";
import { SearchField } from "../search_field";
import { SectionTabs } from "../section_tabs";
import { listed, office } from "../words";
import { SkillForm } from "./form";
import { type Skilled, skillName } from "./types";
import { skillWords } from "./words";

export default function SkillsScreen(_: { params: Params }) {
  const w = skillWords();
  const loading = useLoad<Skilled[]>("/api/duty/skills");
  const [editing, setEditing] = useState<Skilled | "new" | null>(null);
  const [changed, setChanged] = useState<Changed | null>(null);
  useEffect(() => void readCategories(), []);
  const done = (what: Changed): void => {
    setChanged(what);
    loading.reload();
  };
  const add = may("duty.write") && <Button kind="primary" icon="plus" onClick={() => setEditing("new")}>{w.add}</Button>;
  return (
    <Frame crumbs={[{ name: office().page.duty, href: "/app/duty" }, { name: w.title }]}>
      <PageHead title={w.title} sub={w.text} actions={add} />
      <SectionTabs of="duty" />
      <ChangedNotice changed={changed} onChanged={done} />
      <Loaded of={loading}>{(rows) => (rows.length > 0 ? <People rows={rows} onEdit={may("duty.write") ? setEditing : null} /> : <Blank icon="people" title={w.none} actions={add}>{w.noneText}</Blank>)}</Loaded>
      {editing && categories.value.length > 0 && <SkillForm row={editing === "new" ? null : editing} known={loading.value ?? []} onDone={done} onClose={() => setEditing(null)} />}
    </Frame>
  );
}

function People({ rows, onEdit }: { rows: readonly Skilled[]; onEdit: ((row: Skilled) => void) | null }) {
  const w = skillWords();
  const { values, set, clear } = useFilters(["q"] as const);
  const wanted = values.q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => wanted.every((word) => [row.person.name, organizationTrail(row.organization), takes(row)].join("\n").toLowerCase().includes(word)));
  const acting: Column<Skilled> = {
    key: "act",
    title: w.edit,
    silent: true,
    end: true,
    cell: (row) => <Button icon="pencil" label={`${w.edit} · ${row.person.name}`} onClick={() => onEdit?.(row)}>{w.edit}</Button>,
  };
  const columns: Column<Skilled>[] = [
    { key: "person", title: w.person, cell: ({ person }) => person.name, by: ({ person }) => person.name },
    { key: "skills", title: w.skills, cell: takes, by: takes },
    { key: "organization", title: office().field.organization, cell: ({ organization }) => organizationTrail(organization), by: ({ organization }) => organization },
    ...(onEdit ? [acting] : []),
  ];
  return (
    <>
      <div class="filters open">
        <SearchField label={w.search} value={values.q} onChange={(value) => set("q", value)} />
      </div>
      <DataTable foot caption={w.title} columns={columns} rows={found} keyOf={({ person }) => person.id} href={({ person }) => `/app/people/${person.id}`} empty={<Blank icon="search" title={w.noneFound} actions={<Button onClick={clear}>{registry().clear}</Button>} />} />
    </>
  );
}

const takes = ({ skills }: Skilled): string => (skills.length > 0 ? listed(skills.map(skillName)) : skillWords().takesAll);
