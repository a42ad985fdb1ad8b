/** What has been found at an asset: inspections, hazards, and the households of a building. */
import { useState } from "preact/hooks";
import { dateTime, number } from "../../i18n/format";
import { titleOf } from "../hazards/title";
import type { Hazard } from "../hazards/types";
import type { InspectionRow } from "../inspections/types";
import { TextField } from "../../ui/field";
import { useList, useRested } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { Grade } from "../../ui/grade";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { HAZARD_TONE, OUTCOME_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import type { Household } from "./types";
import { registry } from "./words";

const FEW = 10;

export function AssetInspections({ asset }: { asset: string }) {
  const list = useList<InspectionRow>("/api/inspections", { asset, limit: FEW }, (row) => row.id);
  const columns: Column<InspectionRow>[] = [
    { key: "at", title: office().field.at, cell: (row) => dateTime(row.happened_at), by: (row) => row.happened_at },
    { key: "outcome", title: office().field.state, cell: (row) => <Status status={toneOf(OUTCOME_TONE, row.outcome)}>{wordOf(office().outcome, row.outcome)}</Status> },
    { key: "failed", title: office().field.failed, end: true, cell: (row) => number(row.failed) },
    { key: "author", title: office().field.inspector, cell: (row) => row.author.name },
  ];
  return <ListTable list={list} caption={registry().inspections} columns={columns} keyOf={(row) => row.id} href={(row) => `/app/inspections/${row.id}`} empty={<Blank icon="clipboard" title={registry().noInspections} />} />;
}

export function AssetHazards({ asset }: { asset: string }) {
  const list = useList<Hazard>("/api/hazards", { asset, limit: FEW }, (row) => row.id);
  const columns: Column<Hazard>[] = [
    { key: "title", title: office().page.hazards, cell: titleOf },
    { key: "grade", title: office().field.grade, cell: (row) => <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade> },
    { key: "status", title: office().field.state, cell: (row) => <Status status={toneOf(HAZARD_TONE, row.status)}>{wordOf(office().hazardStatus, row.status)}</Status> },
    { key: "at", title: office().field.at, end: true, cell: (row) => dateTime(row.happened_at) },
  ];
  return <ListTable list={list} caption={registry().hazards} columns={columns} keyOf={(row) => row.id} href={(row) => `/app/hazards/${row.id}`} empty={<Blank icon="ok" title={registry().noHazards} />} />;
}

export function AssetHouseholds({ asset }: { asset: string }) {
  const [text, setText] = useState("");
  const q = useRested(text.trim());
  const list = useList<Household>(`/api/assets/${asset}/households`, { q }, (row) => row.id);
  const columns: Column<Household>[] = [
    { key: "unit", title: registry().unit, cell: (row) => row.unit || "—", by: (row) => row.unit },
    { key: "room", title: registry().room, cell: (row) => row.room, by: (row) => row.room },
  ];
  return (
    <>
      <div class="filters" style="margin-bottom:12px">
        <TextField label={registry().householdSearch} type="search" value={text} onInput={setText} />
      </div>
      <ListTable list={list} caption={registry().householdsHere} columns={columns} keyOf={(row) => row.id} empty={<Blank title={registry().noHouseholds} />} />
    </>
  );
}
