/** One line per company, district or kind; every line opens its sites. */
import { number } from "../../i18n/format";
import { Bullet } from "../../ui/charts";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { Changing } from "../changed";
import { office } from "../words";
import type { Totals } from "./types";
import { readiness } from "./words";

export interface Line extends Totals {
  key: string;
  label: string;
  href: string;
}

const share = (part: number, whole: number): number | null => (whole ? Math.floor((part / whole) * 100) : null);
const score = (value: number | null): string => (value === null ? "—" : number(value, 0));

export function Breakdown({ caption, groups }: { caption: string; groups: readonly Line[] }) {
  const c = readiness().column;
  const columns: Column<Line>[] = [
    { key: "name", title: c.name, cell: (line) => line.label, by: (line) => line.label },
    { key: "ready", title: c.ready, wide: true, cell: (line) => <Ready line={line} />, by: (line) => share(line.ready, line.sites) },
    { key: "blocked", title: c.blocked, end: true, cell: (line) => <Bad tone="danger" count={line.blocked} />, by: (line) => line.blocked },
    { key: "inspected", title: c.inspected, end: true, cell: (line) => percent(share(line.inspected, line.assets)), by: (line) => share(line.inspected, line.assets) },
    { key: "hazards", title: c.hazards, end: true, cell: (line) => number(line.open_hazards), by: (line) => line.open_hazards },
    { key: "major", title: c.major, end: true, cell: (line) => <Bad tone="danger" count={line.open_major} />, by: (line) => line.open_major },
    { key: "on_time", title: office().score.on_time, end: true, cell: (line) => score(line.on_time), by: (line) => line.on_time },
    { key: "quality", title: office().score.quality, end: true, cell: (line) => score(line.quality), by: (line) => line.quality },
    { key: "safety", title: office().score.safety, end: true, cell: (line) => score(line.safety), by: (line) => line.safety },
  ];
  return <DataTable flow caption={caption} columns={columns} rows={groups} keyOf={(line) => line.key} href={(line) => line.href} />;
}

const percent = (value: number | null): string => (value === null ? "—" : `${value}%`);

function Ready({ line }: { line: Line }) {
  return (
    <Changing value={line.ready}>
      <Bullet value={share(line.ready, line.sites)} text={`${number(line.ready)} / ${number(line.sites)}`} />
    </Changing>
  );
}

function Bad({ tone, count }: { tone: "danger" | "warn"; count: number }) {
  return count > 0 ? <Status status={tone}>{number(count)}</Status> : <span class="muted">0</span>;
}
