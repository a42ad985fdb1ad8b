/** Import of a message board's or a hot line's file in four steps. Nothing is written before the dry run was seen. */
import { useEffect } from "preact/hooks";
import { query } from "../../api";
import { language } from "../../i18n";
import { number } from "../../i18n/format";
import type { Params } from "../../shell/router";
import { Button, ButtonLink } from "../../ui/button";
import { Notice, WrongFields } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { readCategories } from "../complaints/categories";
import { inputId } from "../form";
import { Frame } from "../frame";
import { FileStep } from "../importing/file_step";
import { type Report, ReportStep } from "../importing/report_step";
import { useImport } from "../importing/run";
import { StepList } from "../importing/step_list";
import { importing } from "../importing/words";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { type MessageMapping, cleaned, firstMapping } from "./mapping";
import { MappingStep } from "./mapping_step";
import { messages } from "./words";

interface MessageReport extends Report {
  waiting: number;
  ghosts: number;
}

const COUNTS = ["created", "waiting", "updated", "unchanged", "ghosts"] as const;

export default function MessageImportScreen(_: { params: Params }) {
  const { step, file, preview, mapping, setMapping, report, state, ...way } = useImport<MessageMapping, MessageReport>("/api/complaint-imports", firstMapping, cleaned);
  const w = messages();
  useEffect(() => void readCategories(), []);
  return (
    <Frame crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: office().tab.messageImport }]}>
      <PageHead title={w.title} sub={w.sub} actions={<ButtonLink icon="download" href={query("/api/exports/messages.xlsx", { lang: language.value })} download>{w.exportBoard}</ButtonLink>} />
      <SectionTabs of="complaints" />
      <StepList now={step} />
      <WrongFields problem={state.problem} idOf={inputId} />
      {step === "file" && <FileStep label={w.choose} accept=".csv,.tsv,.xlsx,text/csv" file={file} busy={state.busy} onFile={way.read} />}
      {step === "mapping" && preview && mapping && <MappingStep preview={preview} mapping={mapping} onChange={setMapping} errorAt={state.errorAt} busy={state.busy} onBack={way.again} onNext={() => way.run(true, false)} />}
      {step === "dry" && report && <ReportStep report={report} counts={COUNTS.map((count) => [w[count], report[count]])} busy={state.busy} fileName={file?.name ?? ""} onBack={way.back} onCommit={(partial) => way.run(false, partial)} />}
      {step === "done" && report && <Done report={report} channel={mapping?.channel ?? ""} onAgain={way.again} />}
    </Frame>
  );
}

function Done({ report, channel, onAgain }: { report: Report; channel: string; onAgain: () => void }) {
  const [w, shared] = [messages(), importing()];
  return (
    <Notice
      status="ok"
      actions={
        <>
          <ButtonLink kind="primary" href={query("/app/complaints", { show: "all", channel })}>{w.toList}</ButtonLink>
          <ButtonLink href={query("/app/complaints/compliance", { channel })}>{w.toCompliance}</ButtonLink>
          <Button onClick={onAgain}>{shared.another}</Button>
        </>
      }
    >
      <b>{shared.done}</b>
      <p>{shared.doneText(number(report.created), number(report.updated), number(report.unchanged))}</p>
    </Notice>
  );
}
