/** Import of a message board's or a hot line's file in four steps. Nothing is written before the dry run was seen. */
import { useEffect, useState } from "preact/hooks";
import { call, query } from "../../api";
import { language } from "../../i18n";
import { number } from "../../i18n/format";
import type { Params } from "../../shell/router";
import { Button, ButtonLink } from "../../ui/button";
import { FileDrop } from "../../ui/filedrop";
import { Notice, WrongFields } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { readCategories } from "../complaints/categories";
import { inputId, useForm } from "../form";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { type MessageMapping, type Preview, cleaned, firstMapping } from "./mapping";
import { MappingStep } from "./mapping_step";
import { type Report, ReportStep } from "./report_step";
import { messages } from "./words";

type Step = "file" | "mapping" | "dry" | "done";
const STEPS: readonly Step[] = ["file", "mapping", "dry", "done"];
const LONG = 300_000;

async function send<T>(path: string, file: File, fields: Record<string, string>): Promise<T> {
  const body = new FormData();
  body.append("file", file);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return (await call<T>(path, { method: "POST", body, timeout: LONG })).value;
}

export default function MessageImportScreen(_: { params: Params }) {
  const [step, setStep] = useState<Step>("file");
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<MessageMapping | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const state = useForm({});
  const w = messages();
  useEffect(() => void readCategories(), []);

  const read = (chosen: File): void => {
    setFile(chosen);
    void state.submit(async () => {
      const found = await send<Preview>("/api/complaint-imports/columns", chosen, {});
      setPreview(found);
      setMapping(firstMapping(chosen, found));
      setStep("mapping");
    });
  };
  const run = (dry: boolean, partial: boolean): void => {
    if (!file || !mapping) return;
    void state.submit(async () => {
      const made = await send<Report>("/api/complaint-imports", file, { mapping: JSON.stringify(cleaned(mapping)), dry_run: String(dry), accept_partial: String(partial) });
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
    <Frame crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: office().tab.messageImport }]}>
      <PageHead title={w.title} sub={w.sub} actions={<ButtonLink icon="download" href={query("/api/exports/messages.xlsx", { lang: language.value })} download>{w.exportBoard}</ButtonLink>} />
      <SectionTabs of="complaints" />
      <Steps now={step} />
      <WrongFields problem={state.problem} idOf={inputId} />
      {step === "file" && (
        <div class="form stack">
          <FileDrop label={w.choose} accept=".csv,.tsv,.xlsx,text/csv" file={file} onFile={read} />
          {state.busy && <p role="status">{w.reading}</p>}
        </div>
      )}
      {step === "mapping" && preview && mapping && <MappingStep preview={preview} mapping={mapping} onChange={setMapping} errorAt={state.errorAt} busy={state.busy} onBack={again} onNext={() => run(true, false)} />}
      {step === "dry" && report && <ReportStep report={report} busy={state.busy} fileName={file?.name ?? ""} onBack={() => setStep("mapping")} onCommit={(partial) => run(false, partial)} />}
      {step === "done" && report && <Done report={report} channel={mapping?.channel ?? ""} onAgain={again} />}
    </Frame>
  );
}

function Steps({ now }: { now: Step }) {
  const at = STEPS.indexOf(now);
  return (
    <ol class="steps">
      {STEPS.map((step, i) => (
        <li key={step} class={i < at ? "done" : ""} aria-current={step === now ? "step" : undefined}>
          {messages().steps[step]}
        </li>
      ))}
    </ol>
  );
}

function Done({ report, channel, onAgain }: { report: Report; channel: string; onAgain: () => void }) {
  const w = messages();
  return (
    <Notice
      status="ok"
      actions={
        <>
          <ButtonLink kind="primary" href={query("/app/complaints", { show: "all", channel })}>{w.toList}</ButtonLink>
          <ButtonLink href={query("/app/complaints/compliance", { channel })}>{w.toCompliance}</ButtonLink>
          <Button onClick={onAgain}>{w.another}</Button>
        </>
      }
    >
      <b>{w.done}</b>
      <p>{w.doneText(number(report.created), number(report.updated), number(report.unchanged))}</p>
    </Notice>
  );
}
