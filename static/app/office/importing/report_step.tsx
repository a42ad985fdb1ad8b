/** What the import would do, and every fault by row. */
import { useState } from "preact/hooks";
import { number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Stat } from "../../ui/charts";
import { Notice } from "../../ui/notice";
import { Section } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { csv, download } from "../download";
import { importing } from "./words";

interface Fault {
  row: number;
  column: string;
  code: string;
  detail: string;
}

/** What every import answers. */
export interface Report {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  /** All of them; `faults` lists the first ones. */
  faulty_rows: number;
  written: boolean;
  faults: Fault[];
}

interface ReportStepProps {
  report: Report;
  /** What becomes of the rows, in words and numbers. */
  counts: readonly (readonly [string, number])[];
  busy: boolean;
  fileName: string;
  onBack: () => void;
  onCommit: (partial: boolean) => void;
}

const SHOWN = 200;

export function ReportStep({ report, counts, busy, fileName, onBack, onCommit }: ReportStepProps) {
  const [partial, setPartial] = useState(false);
  const w = importing();
  const faulty = report.faulty_rows;
  const blocked = faulty > 0 && !partial;
  return (
    <div class="stack">
      <Section title={w.result} aside={w.rows(number(report.rows))}>
        <div class="stats tight">
          {counts.map(([what, count]) => (
            <Stat key={what} what={what} value={number(count)} />
          ))}
          <Stat what={w.faulty} value={number(faulty)} />
        </div>
      </Section>
      {faulty === 0 ? (
        <Notice status="ok"><b>{w.noFaults}</b> {w.noFaultsText}</Notice>
      ) : (
        <Section title={w.faults} aside={<Button icon="download" onClick={() => save(report.faults, fileName)}>{w.download}</Button>}>
          <p class="lead-in">{w.faultsBlock}</p>
          <DataTable foot caption={w.faults} columns={columns()} rows={report.faults.slice(0, SHOWN)} keyOf={(fault) => `${fault.row}/${fault.column}/${fault.code}`} />
          <label class="choice">
            <input type="checkbox" checked={partial} onChange={() => setPartial(!partial)} />
            {w.partial}
          </label>
        </Section>
      )}
      <div class="actions">
        <Button kind="primary" disabled={blocked} busy={busy} onClick={() => onCommit(partial)}>{busy ? w.committing : w.commit}</Button>
        <Button onClick={onBack}>{w.back}</Button>
      </div>
    </div>
  );
}

function columns(): Column<Fault>[] {
  const w = importing();
  return [
    { key: "row", title: w.row, cell: (fault) => number(fault.row), by: (fault) => fault.row },
    { key: "column", title: w.column, cell: (fault) => <span class="code">{fault.column}</span>, by: (fault) => fault.column },
    { key: "what", title: w.what, cell: (fault) => fault.detail, by: (fault) => fault.detail },
  ];
}

function save(faults: readonly Fault[], fileName: string): void {
  const w = importing();
  const rows = faults.map((fault) => [fault.row, fault.column, fault.code, fault.detail]);
  download(`${fileName.replace(/\.[^.]*$/, "")}-faults.csv`, "text/csv", csv([[w.row, w.column, "code", w.what], ...rows]));
}
