/** Import of assets in four steps: file, columns, dry run, done. Nothing is written before the dry run was seen. */
import { number } from "../../i18n/format";
import type { Params } from "../../shell/router";
import { Button, ButtonLink } from "../../ui/button";
import { Notice, WrongFields } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { inputId } from "../form";
import { Frame } from "../frame";
import { FileStep } from "../importing/file_step";
import type { Preview } from "../importing/preview";
import { type Report, ReportStep } from "../importing/report_step";
import { useImport } from "../importing/run";
import { StepList } from "../importing/step_list";
import { importing } from "../importing/words";
import { office } from "../words";
import { type Mapping, cleaned, dateFormat, guessed } from "./mapping";
import { MappingStep } from "./mapping_step";
import { imports } from "./words";

interface AssetReport extends Report {
  new_sites: number;
}

export default function ImportScreen(_: { params: Params }) {
  const { step, file, preview, mapping, setMapping, report, state, ...way } = useImport<Mapping, AssetReport>("/api/imports", (chosen, found, former) => former ?? firstMapping(chosen, found), cleaned);
  const w = imports();
  return (
    <Frame crumbs={[{ name: office().page.imports }]}>
      <PageHead title={w.title} sub={w.sub} />
      <StepList now={step} />
      <WrongFields problem={state.problem} idOf={inputId} />
      {step === "file" && <FileStep label={w.choose} accept=".csv,.xlsx,text/csv" file={file} busy={state.busy} onFile={way.read} />}
      {step === "mapping" && preview && mapping && <MappingStep preview={preview} mapping={mapping} onChange={setMapping} errorAt={state.errorAt} busy={state.busy} onBack={way.again} onNext={() => way.run(true, false)} />}
      {step === "dry" && report && <ReportStep report={report} counts={counts(report)} busy={state.busy} fileName={file?.name ?? ""} onBack={way.back} onCommit={(partial) => way.run(false, partial)} />}
      {step === "done" && report && <Done report={report} onAgain={way.again} />}
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

function counts(report: AssetReport): [string, number][] {
  const w = imports();
  return [
    [w.created, report.created],
    [w.newSites, report.new_sites],
    [w.updated, report.updated],
    [w.unchanged, report.unchanged],
  ];
}

function Done({ report, onAgain }: { report: Report; onAgain: () => void }) {
  const w = importing();
  return (
    <Notice
      status="ok"
      actions={
        <>
          <ButtonLink kind="primary" href="/app/registry?show=assets">{imports().toRegistry}</ButtonLink>
          <Button onClick={onAgain}>{w.another}</Button>
        </>
      }
    >
      <b>{w.done}</b>
      <p>{w.doneText(number(report.created), number(report.updated), number(report.unchanged))}</p>
    </Notice>
  );
}
