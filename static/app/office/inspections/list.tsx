import type { Params } from "../../shell/router";
import { nameOf } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { query } from "../../api";
import { Button, ButtonLink } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Select, TextField } from "../../ui/field";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { PickAsset, PickPerson, PickSite } from "../pickers";
import { OUTCOME_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import type { InspectionRow } from "./types";
import { inspections } from "./words";

export default function InspectionsScreen(_: { params: Params }) {
  const filters = useFilters(["site", "asset", "author", "outcome", "since"] as const);
  const { values, set } = filters;
  const since = values.since && `${values.since}T00:00:00+08:00`;
  const list = useList<InspectionRow>("/api/inspections", { ...values, since }, (row) => row.id);
  useLive(["inspection"], list.reload);
  return (
    <Frame live crumbs={[{ name: office().page.inspections }]}>
      <PageHead title={inspections().title} actions={<ButtonLink icon="download" download href={query("/api/exports/inspections.xlsx", { ...values, since })}>{office().exportXlsx}</ButtonLink>} />
      <FilterBar active={filters.active} onClear={filters.clear}>
        <PickSite id={values.site} onChoose={(id) => set("site", id)} />
        <PickAsset id={values.asset} onChoose={(id) => set("asset", id)} />
        <PickPerson label={inspections().author} id={values.author} onChoose={(id) => set("author", id)} />
        <Select
          label={inspections().outcome}
          value={values.outcome}
          blank={ui().all}
          options={(["passed", "failed"] as const).map((one) => ({ value: one, name: office().outcome[one] }))}
          onChange={(value) => set("outcome", value)}
        />
        <TextField label={inspections().since} type="date" value={values.since} onInput={(value) => set("since", value)} />
      </FilterBar>
      <ListTable
        list={list}
        caption={inspections().title}
        columns={columns()}
        keyOf={(row) => row.id}
        href={(row) => `/app/inspections/${row.id}`}
        empty={
          <Blank icon="clipboard" title={inspections().none} actions={filters.any && <Button onClick={filters.clear}>{inspections().clear}</Button>}>
            {inspections().noneText}
          </Blank>
        }
      />
    </Frame>
  );
}

function columns(): Column<InspectionRow>[] {
  const w = inspections();
  return [
    { key: "asset", title: office().field.asset, cell: (row) => <AssetAndSite row={row} />, by: (row) => row.asset.name },
    { key: "outcome", title: w.outcome, cell: (row) => <Outcome row={row} />, by: (row) => row.outcome },
    { key: "failed", title: w.failed, end: true, cell: (row) => number(row.failed), by: (row) => row.failed },
    { key: "author", title: w.author, cell: (row) => row.author.name, by: (row) => row.author.name },
    { key: "happened", title: w.finished, end: true, cell: (row) => dateTime(row.happened_at), by: (row) => row.happened_at },
    { key: "received", title: w.received, end: true, cell: (row) => dateTime(row.received_at), by: (row) => row.received_at },
  ];
}

/** A replaced record no longer counts, one held back not yet. */
function Outcome({ row }: { row: InspectionRow }) {
  return (
    <span>
      <Status status={toneOf(OUTCOME_TONE, row.outcome)}>{wordOf(office().outcome, row.outcome)}</Status>
      {row.replaced_by && <span class="second">{inspections().corrected}</span>}
      {row.quarantined_at && <span class="second">{inspections().heldBack}</span>}
    </span>
  );
}

function AssetAndSite({ row }: { row: InspectionRow }) {
  return (
    <span>
      {nameOf(row.asset)}
      <span class="second" style="font-weight:400">{nameOf(row.site)}</span>
    </span>
  );
}
