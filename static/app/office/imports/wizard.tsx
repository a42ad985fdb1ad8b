/** Import in four steps: file, columns, dry run, done. Nothing is written before the dry run was seen. */
import { useState } from "preact/hooks";
import { call } from "../../api";
import type { Params } from "../../shell/router";
import { number } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { FileDrop } from "../../ui/filedrop";
import { Notice, WrongFields } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { inputId, useForm } from "../form";
import { Frame } from "../frame";
import { office } from "../words";
import { type Mapping, type Preview, cleaned, dateFormat, guessed } from "./mapping";
import { MappingStep } from "./mapping_step";
import { type Report, ReportStep } from "./report_step";
import { imports } from "./words";

type Step = "file" | "mapping" | "dry" | "done";
const STEPS: readonly Step[] = ["file", "mapping", "dry", "done"];
const LONG = 300_000;

function form(file: File, fields: Record<string, string>): FormData {
  const body = new FormData();
  body.append("file", file);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}

async function send<T>(path: string, body: FormData): Promise<T> {
  return (await call<T>(path, { method: "POST", body, timeout: LONG })).value;
}

export default function ImportScreen(_: { params: Params }) {
  const [step, setStep] = useState<Step>("file");
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const state = useForm({});
  const w = imports();

  const read = (chosen: File): void => {
    setFile(chosen);
    void state.submit(async () => {
      const found = await send<Preview>("/api/imports/columns", form(chosen, {}));
      setPreview(found);
      setMapping(mapping ?? firstMapping(chosen, found));
      setStep("mapping");
    });
  };
  const run = (dry: boolean, partial: boolean): void => {
    if (!file || !mapping) return;
    void state.submit(async () => {
      const made = await send<Report>("/api/imports", form(file, { mapping: JSON.stringify(cleaned(mapping)), dry_run: String(dry), accept_partial: String(partial) }));
      setReport(made);
      setStep(made.written ? "done" : "dry");
    });
  };
  const again = (): void => {
    setFile(null);
    setReport(null);
    setStep("file");
  };
  return (
    <Frame crumbs={[{ name: office().page.imports }]}>
      <PageHead title={w.title} sub={w.sub} />
      <Steps now={step} />
      <WrongFields problem={state.problem} idOf={inputId} />
      {step === "file" && (
        <div class="form stack">
          <FileDrop label={w.choose} accept=".csv,.xlsx,text/csv" file={file} onFile={read} />
          {state.busy && <p role="status">{w.reading}</p>}
        </div>
      )}
      {step === "mapping" && preview && mapping && <MappingStep preview={preview} mapping={mapping} onChange={setMapping} errorAt={state.errorAt} busy={state.busy} onBack={again} onNext={() => run(true, false)} />}
      {step === "dry" && report && <ReportStep report={report} busy={state.busy} fileName={file?.name ?? ""} onBack={() => setStep("mapping")} onCommit={(partial) => run(false, partial)} />}
      {step === "done" && report && <Done report={report} onAgain={again} />}
    </Frame>
  );
}

function firstMapping(file: File, preview: Preview): Mapping {
  const columns = guessed(preview.columns, undefined);
  return {
    source: file.name.replace(/\.[^.]*$/, "").replace(/[:\s]+/g, "_"),
    kind: "",
    site_kind: null,
    columns,
    constants: {},
    dates: dateFormat(preview.sample[0]?.[columns["in_service_on"] ?? ""]),
    numbers: "point",
    positions: "wgs84",
  };
}

function Steps({ now }: { now: Step }) {
  const at = STEPS.indexOf(now);
  return (
    <ol class="steps">
      {STEPS.map((step, i) => (
        <li key={step} class={i < at ? "done" : ""} aria-current={step === now ? "step" : undefined}>
          {imports().steps[step]}
        </li>
      ))}
    </ol>
  );
}

function Done({ report, onAgain }: { report: Report; onAgain: () => void }) {
  const w = imports();
  return (
    <Notice
      status="ok"
      actions={
        <>
          <ButtonLink kind="primary" href="/app/registry?show=assets">{w.toRegistry}</ButtonLink>
          <Button onClick={onAgain}>{w.another}</Button>
        </>
      }
    >
      <b>{w.done}</b>
      <p>{w.doneText(number(report.created), number(report.updated), number(report.unchanged))}</p>
    </Notice>
  );
}
