/** One inspection with everything that proves it. It never changes; a correction is a record of its own. */
import type { Asset, ChecklistDocument, ChecklistVersion } from "../../api";
import type { Params } from "../../shell/router";
import { inLanguage, nameOf } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Notice } from "../../ui/notice";
import { Facts, PageHead, Section } from "../../ui/page";
import { Grade } from "../../ui/grade";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { kindName } from "../lookups";
import { PrintButton } from "../print";
import { OUTCOME_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { Answers } from "./answers";
import { Settling } from "./settling";
import type { Inspection, Raised } from "./types";
import { inspections } from "./words";

export default function InspectionScreen({ params }: { params: Params }) {
  const loading = useLoad<Inspection>(`/api/inspections/${params["id"]}`);
  const shown = loading.value;
  return (
    <Frame crumbs={[{ name: office().page.inspections, href: "/app/inspections" }, { name: shown ? nameOf(shown.asset) : "…" }]}>
      <Loaded whole of={loading}>{(inspection) => <InspectionView inspection={inspection} onDone={loading.reload} />}</Loaded>
    </Frame>
  );
}

function InspectionView({ inspection, onDone }: { inspection: Inspection; onDone: () => void }) {
  const version = useLoad<ChecklistVersion>(`/api/checklists/${inspection.checklist_version}`);
  const asset = useLoad<Asset>(`/api/assets/${inspection.asset.id}`);
  const { site } = inspection;
  return (
    <>
      <p class="print-only">{inspections().printTitle}</p>
      <PageHead
        title={nameOf(inspection.asset)}
        sub={
          <>
            <a href={`/app/readiness/sites/${site.id}`}>{nameOf(site)}</a> · {inspection.author.name} · {inspections().at(dateTime(inspection.happened_at))}
          </>
        }
        status={<Chip status={toneOf(OUTCOME_TONE, inspection.outcome)}>{wordOf(office().outcome, inspection.outcome)}</Chip>}
        actions={<PrintButton />}
      />
      <Corrections inspection={inspection} />
      {version.error && <Notice status="warn">{inspections().versionUnreadable}</Notice>}
      <Settling inspection={inspection} onDone={onDone} />
      {!version.busy && <Answers answers={inspection.answers} failing={inspection.failing} document={version.value?.document ?? null} limits={asset.value?.limits ?? {}} />}
      <Section title={inspections().hazards} aside={number(inspection.hazards.length)}>
        <RaisedHere hazards={inspection.hazards} document={version.value?.document ?? null} />
      </Section>
      <Section title={inspections().evidence}>
        <Evidence inspection={inspection} version={version.value} />
      </Section>
    </>
  );
}

function Corrections({ inspection: { replaces, replaced_by: replacedBy } }: { inspection: Inspection }) {
  return (
    <>
      {replacedBy && (
        <Notice status="warn">
          {inspections().replaced} <a href={`/app/inspections/${replacedBy}`}>{inspections().seeReplacement}</a>
        </Notice>
      )}
      {replaces && (
        <Notice status="info">
          {inspections().replaces} <a href={`/app/inspections/${replaces}`}>{inspections().seeReplaced}</a>
        </Notice>
      )}
    </>
  );
}

function RaisedHere({ hazards, document }: { hazards: readonly Raised[]; document: ChecklistDocument | null }) {
  if (hazards.length === 0) return <p class="muted">{inspections().noHazards}</p>;
  const titles = new Map((document?.sections ?? []).flatMap((section) => section.items).map((item) => [item.key, inLanguage(item.title)]));
  return (
    <ul class="plain ruled">
      {hazards.map((hazard) => (
        <li key={hazard.id} class="row">
          <Grade of={hazard.grade}>{wordOf(office().grade, hazard.grade)}</Grade>
          <a class="grow" href={`/app/hazards/${hazard.id}`}>{titles.get(hazard.item) ?? hazard.item}</a>
          <span class="muted code">{hazard.number}</span>
        </li>
      ))}
    </ul>
  );
}

function Evidence({ inspection, version }: { inspection: Inspection; version: ChecklistVersion | null }) {
  const w = inspections();
  const minutes = Math.max(1, Math.round((Date.parse(inspection.finished_at) - Date.parse(inspection.started_at)) / 60_000));
  return (
    <Facts
      two
      rows={[
        [w.author, inspection.author.name],
        [w.phoneStart, dateTime(inspection.started_at)],
        [w.phoneEnd, `${dateTime(inspection.finished_at)} · ${w.minutes(number(minutes))}`],
        [w.received, dateTime(inspection.received_at)],
        [w.offset, clockWords(inspection.clock_offset_ms)],
        [w.label, <Label key="label" inspection={inspection} />],
        [w.position, <PositionWords key="position" inspection={inspection} />],
        [w.checklist, version ? <a key="version" href={`/app/checklists/${version.id}`}>{`${inLanguage(version.document.name)} · ${w.version(number(version.number))}`}</a> : inspection.checklist_version],
        [office().field.kind, kindName(inspection.asset.kind)],
        inspection.device && [w.device, <span class="code" key="device">{inspection.device}</span>],
        [w.number, <span class="code" key="id">{inspection.id}</span>],
      ]}
    />
  );
}

function clockWords(offset: number | null): string {
  const w = inspections();
  if (offset === null) return w.offsetUnknown;
  const seconds = Math.round(Math.abs(offset) / 1000);
  if (seconds <= 5) return w.offsetNone;
  return offset > 0 ? w.slower(number(seconds)) : w.faster(number(seconds));
}

function Label({ inspection: { label, label_match: matched } }: { inspection: Inspection }) {
  if (!label) return <>{inspections().noLabel}</>;
  return (
    <>
      <span class="code">{label.code}</span>
      <span class="muted">
        {inspections().scannedAt(dateTime(label.scanned_at))}
        {matched && ` · ${inspections().labelMatch[matched]}`}
      </span>
    </>
  );
}

function PositionWords({ inspection: { position } }: { inspection: Inspection }) {
  if (!position) return <>{inspections().noPosition}</>;
  return (
    <>
      <span class="code">{`${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`}</span>
      <span class="muted">{position.accuracy_m === null ? "" : `${inspections().accuracy(number(position.accuracy_m, 0))} · `}WGS-84</span>
    </>
  );
}
