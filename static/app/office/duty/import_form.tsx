/** A roster from a table: a trial reading, then a draft. */
import { useState } from "preact/hooks";
import { call } from "../../api";
import { navigate } from "../../shell/router";
import { me } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { newId } from "../../store/ids";
import { TextField } from "../../ui/field";
import { FileDrop } from "../../ui/filedrop";
import { Notice } from "../../ui/notice";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { PlaceFields } from "./place_fields";
import type { Fault } from "./types";
import { dutyWords } from "./words";

interface Report {
  rows: number;
  shifts: number;
  faulty_rows: number;
  faults: { row: number; column: string; detail: string }[];
  roster_faults: Fault[];
  written: boolean;
}

const SHOWN = 12;
const LONG = 120_000;

export function ImportForm({ onClose }: { onClose: () => void }) {
  const w = dutyWords();
  const [id] = useState(newId);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const form = useForm({ name: "", organization: me.value?.organization.path ?? "", area: me.value?.area?.path ?? "" });
  const { values, set, errorAt } = form;
  const isGood = report !== null && report.faults.length === 0 && report.shifts > 0;
  const change = (changes: Partial<typeof values>): void => {
    form.change(changes);
    setReport(null);
  };
  const send = async (): Promise<void> => {
    demand([["/name", w.name, values.name], ["/organization", w.organization, values.organization], ["/file", w.chooseFile, file]]);
    const body = new FormData();
    body.append("file", file as File);
    body.append("mapping", JSON.stringify({ id, ...values }));
    body.append("dry_run", String(!isGood));
    const made = (await call<Report>("/api/roster-imports", { method: "POST", body, timeout: LONG })).value;
    setReport(made);
    if (made.written) navigate(`/app/duty/rosters/${id}`);
  };
  return (
    <FormDialog wide title={w.importRoster} action={isGood ? w.importDraft : w.tryRead} form={form} onSave={send} onClose={onClose}>
      <p class="muted">{w.importHint}</p>
      <TextField required label={w.name} id={inputId("/name")} value={values.name} onInput={(name) => set("name", name)} error={errorAt("/name")} />
      <PlaceFields organization={values.organization} area={values.area} onOrganization={(organization) => change({ organization })} onArea={(area) => change({ area })} errorAt={errorAt} />
      <FileDrop
        label={w.chooseFile}
        accept=".xlsx,.csv,text/csv"
        file={file}
        onFile={(chosen) => {
          setFile(chosen);
          setReport(null);
        }}
      />
      {report && <Reading report={report} />}
    </FormDialog>
  );
}

function Reading({ report }: { report: Report }) {
  const w = dutyWords();
  const wrong = report.faults.slice(0, SHOWN).map((fault) => `${w.row(fault.row, fault.column)}：${fault.detail}`);
  const mendable = report.roster_faults.slice(0, SHOWN).map((fault) => inLanguage(fault.detail));
  return (
    <>
      <Notice status={wrong.length ? "danger" : "ok"}>
        <b>{w.readRows(report.rows, report.shifts)}</b>
        <Lines lines={wrong} more={report.faults.length - wrong.length} />
      </Notice>
      {mendable.length > 0 && (
        <Notice status="warn">
          <b>{w.rosterFaults(report.roster_faults.length)}</b>
          <Lines lines={mendable} more={report.roster_faults.length - mendable.length} />
        </Notice>
      )}
    </>
  );
}

export function Lines({ lines, more }: { lines: readonly string[]; more: number }) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {more > 0 && <li class="muted">{dutyWords().moreFaults(more)}</li>}
    </ul>
  );
}
