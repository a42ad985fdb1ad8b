/** How good reports and repairs are: rates with the counts behind them, per person or unit, and the list of refused reports. */
import { query } from "../../api";
import type { Params } from "../../shell/router";
import { nameOf } from "../../i18n";
import { date, dateTime, number } from "../../i18n/format";
import { Bullet, Stat } from "../../ui/charts";
import { FilterBar } from "../../ui/filterbar";
import { Select, TextField } from "../../ui/field";
import { Grade } from "../../ui/grade";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { areas, organizations, treeOptions } from "../lookups";
import { PrintButton } from "../print";
import { SectionTabs } from "../section_tabs";
import { office, wordOf } from "../words";
import type { Figures, Line, Ratio, Refused, Statistics } from "./types";
import { statistics } from "./words";

export default function StatisticsScreen(_: { params: Params }) {
  const { values, set, active, clear } = useFilters(["from", "to", "by", "organization", "area"] as const);
  const loading = useLoad<Statistics>(query("/api/hazards/statistics", { ...values, by: values.by || "person" }));
  const w = statistics();
  return (
    <Frame crumbs={[{ name: office().page.hazards, href: "/app/hazards" }, { name: office().tab.statistics }]}>
      <PageHead title={w.title} sub={loading.value ? w.period(date(loading.value.from), date(loading.value.to)) : loading.error ? "" : "…"} actions={<PrintButton />} />
      <SectionTabs of="hazards" />
      <FilterBar active={active} onClear={clear}>
        <Select label={w.by} value={values.by || "person"} options={(["person", "unit", "company"] as const).map((value) => ({ value, name: w.bys[value] }))} onChange={(value) => set("by", value === "person" ? "" : value)} />
        <TextField type="date" label={w.from} value={values.from} onInput={(value) => set("from", value)} />
        <TextField type="date" label={w.to} value={values.to} onInput={(value) => set("to", value)} />
        <Select label={office().field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <Select label={office().field.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
      </FilterBar>
      <Loaded of={loading}>{(found) => <Found found={found} />}</Loaded>
    </Frame>
  );
}

function Found({ found }: { found: Statistics }) {
  const w = statistics();
  return (
    <>
      <Rates of={found.total} />
      <Section title={w.table} aside={number(found.rows.length)}>
        <DataTable caption={w.table} flow columns={columns(found.by)} rows={found.rows} keyOf={(row) => row.person?.id ?? row.unit.path} empty={<Blank title={w.none} />} />
      </Section>
      <Section title={w.refusedList} aside={w.refusedText}>
        <DataTable caption={w.refusedList} columns={refusedColumns()} rows={found.refused} keyOf={(row) => row.id} href={(row) => `/app/hazards/${row.id}`} empty={<Blank icon="ok" title={w.refusedNone} />} />
      </Section>
    </>
  );
}

function Rates({ of }: { of: Figures }) {
  const w = statistics();
  return (
    <div class="stats" style="margin:24px 0">
      <Rate what={w.valid} how={w.validHow} ratio={of.valid} />
      <Rate what={w.onTime} how={w.onTimeHow} ratio={of.on_time} />
      <Rate what={w.rework} how={w.reworkHow} ratio={of.rework} />
      <Rate what={w.repeat} how={w.repeatHow} ratio={of.repeat} />
    </div>
  );
}

function Rate({ what, how, ratio }: { what: string; how: string; ratio: Ratio }) {
  return (
    <Stat what={what} value={ratio.percent === null ? "—" : number(ratio.percent, 1)} unit={ratio.percent === null ? "" : "%"}>
      <Bullet value={ratio.percent} text="" />
      <span class="muted">
        <b>{statistics().ratio(number(ratio.count), number(ratio.of))}</b> {how}
      </span>
    </Stat>
  );
}

function columns(by: Statistics["by"]): Column<Line>[] {
  const w = statistics();
  const count = (key: "reported" | "refused" | "rectified" | "verified", title: string): Column<Line> => ({ key, title, end: true, cell: (row) => number(row.figures[key]), by: (row) => row.figures[key] });
  const rate = (key: "valid" | "on_time" | "rework" | "repeat", title: string): Column<Line> => ({ key, title, end: true, cell: (row) => <RatioCell ratio={row.figures[key]} />, by: (row) => row.figures[key].percent });
  const who: Column<Line>[] = [
    { key: "person", title: w.person, cell: (row) => <b>{row.person?.name}</b>, by: (row) => row.person?.name ?? null },
    { key: "unit", title: w.unit, cell: (row) => nameOf(row.unit), by: (row) => row.unit.name },
  ];
  return [...(by === "person" ? who : who.slice(1)), count("reported", w.reported), rate("valid", w.valid), count("refused", w.refused), count("rectified", w.rectified), rate("on_time", w.onTime), rate("rework", w.rework), rate("repeat", w.repeat), count("verified", w.verified)];
}

function RatioCell({ ratio }: { ratio: Ratio }) {
  if (ratio.percent === null) return <span class="muted">—</span>;
  return (
    <span class="nowrap">
      {`${number(ratio.percent, 0)}%`}
      <span class="second">{statistics().ratio(number(ratio.count), number(ratio.of))}</span>
    </span>
  );
}

function refusedColumns(): Column<Refused>[] {
  const w = statistics();
  return [
    { key: "title", title: w.hazard, cell: (row) => <RefusedTitle row={row} />, by: (row) => row.title },
    { key: "grade", title: office().field.grade, cell: (row) => <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade> },
    { key: "reporter", title: w.reporter, cell: (row) => row.reporter.name, by: (row) => row.reporter.name },
    { key: "reason", title: w.reason, wide: true, cell: (row) => row.reason },
    { key: "by", title: w.refusedBy, cell: (row) => row.refused_by.name, by: (row) => row.refused_by.name },
    { key: "at", title: w.at, end: true, cell: (row) => dateTime(row.refused_at), by: (row) => row.refused_at },
  ];
}

function RefusedTitle({ row }: { row: Refused }) {
  return (
    <span>
      {row.title}
      <span class="second" style="font-weight:400">{row.number}</span>
    </span>
  );
}
