/** One site: its gates with their evidence, what blocks it, and each asset with its last inspection. */
import type { Params } from "../../shell/router";
import { inLanguage, nameOf } from "../../i18n";
import { date, dateTime, number } from "../../i18n/format";
import type { Id } from "../../api";
import { ButtonLink } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank, Notice } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { Grade } from "../../ui/grade";
import { Chip, Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { titleOf } from "../hazards/title";
import type { Hazard } from "../hazards/types";
import { useLive } from "../live";
import { kindName, organizationTrail } from "../lookups";
import { PrintButton } from "../print";
import { GATE_TONE, OUTCOME_TONE, STATE_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { OverrideButton } from "./override_form";
import { overrideWords } from "./override_words";
import { OverrideFacts, PastOverrides } from "./overrides";
import { Scores } from "./summary";
import type { AssetLine, Gate, SiteReadiness } from "./types";
import { readiness } from "./words";

/** States that hazards may be the cause of. */
const BLOCKED = ["blocked", "lapsed"];

interface Shown extends SiteReadiness {
  site: { id: Id; code: string; name: string; name_en: string; kind: string; organization: string };
}

export default function SiteReadinessScreen({ params }: { params: Params }) {
  const loading = useLoad<Shown>(`/api/readiness/sites/${params["id"]}`);
  useLive(["readiness", "inspection", "asset_state", "hazard"], loading.reload);
  const crumbs = [{ name: office().page.readiness, href: "/app/readiness" }, { name: office().page.sites, href: "/app/readiness/sites" }, { name: loading.value ? nameOf(loading.value.site) : "…" }];
  return (
    <Frame live crumbs={crumbs}>
      <Loaded whole of={loading}>{(shown) => <SiteView shown={shown} onDone={loading.reload} />}</Loaded>
    </Frame>
  );
}

function SiteView({ shown, onDone }: { shown: Shown; onDone: () => void }) {
  const { site } = shown;
  return (
    <>
      <PageHead
        title={nameOf(site)}
        sub={`${site.code} · ${kindName(site.kind)} · ${organizationTrail(site.organization)}`}
        status={<Chip status={toneOf(STATE_TONE, shown.state)}>{wordOf(office().state, shown.state)}</Chip>}
        actions={
          <>
            <PrintButton />
            <OverrideButton site={site.id} override={shown.override} blocked={BLOCKED.includes(shown.state)} onDone={onDone} />
            <ButtonLink href={`/app/sites/${site.id}`}>{readiness().site}</ButtonLink>
          </>
        }
      />
      {shown.blockers.length > 0 && (
        <Notice status={toneOf(STATE_TONE, shown.state)}>
          <b>{readiness().blockers}</b>
          <ul>
            {shown.blockers.map((reason, i) => (
              <li key={i}>{inLanguage(reason.text)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {shown.override && (
        <Section title={overrideWords().overriddenUntil(date(shown.override.expires_on))}>
          <OverrideFacts override={shown.override} />
        </Section>
      )}
      <Section title={readiness().gates}>
        <Gates gates={shown.gates} />
      </Section>
      <Section title={readiness().scores} aside={readiness().scoresNote}>
        <Scores of={shown} links={false} />
      </Section>
      <Section title={readiness().hazards} aside={number(shown.hazards.length)}>
        <Hazards hazards={shown.hazards} />
      </Section>
      <Section title={readiness().assets} aside={number(shown.assets.length)}>
        <Assets assets={shown.assets} />
      </Section>
      {shown.past_overrides.length > 0 && (
        <Section title={overrideWords().past}>
          <PastOverrides overrides={shown.past_overrides} />
        </Section>
      )}
    </>
  );
}

function Gates({ gates }: { gates: readonly Gate[] }) {
  return (
    <ol class="gates across">
      {gates.map((gate) => (
        <li key={gate.gate}>
          <span class={`knob ${toneOf(GATE_TONE, gate.status)}`}>
            <Icon name={toneOf(GATE_TONE, gate.status)} />
          </span>
          <div>
            <h3>{wordOf(office().gate, gate.gate)}</h3>
            <span class={`status ${toneOf(GATE_TONE, gate.status)}`}>{wordOf(office().gateStatus, gate.status)}</span>
            <p class="muted">{gate.status === "not_needed" ? "" : gate.passed_on ? readiness().passedOn(date(gate.passed_on)) : readiness().due(date(gate.due))}</p>
            {gate.missing > 0 && <p>{readiness().missing(number(gate.missing))}</p>}
            <EvidenceLink gate={gate} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function EvidenceLink({ gate }: { gate: Gate }) {
  const hazard = gate.evidence?.hazard;
  const inspection = gate.evidence?.inspection;
  if (!hazard && !inspection) return null;
  return <a class="target" href={hazard ? `/app/hazards/${hazard}` : `/app/inspections/${inspection}`}>{readiness().evidence}</a>;
}

function Hazards({ hazards }: { hazards: readonly Hazard[] }) {
  const columns: Column<Hazard>[] = [
    { key: "title", title: office().page.hazards, cell: titleOf, by: titleOf },
    { key: "grade", title: office().field.grade, cell: (row) => <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade>, by: (row) => row.grade },
    { key: "at", title: office().field.at, end: true, cell: (row) => dateTime(row.happened_at), by: (row) => row.happened_at },
  ];
  return <DataTable caption={readiness().hazards} columns={columns} rows={hazards} keyOf={(row) => row.id} href={(row) => `/app/hazards/${row.id}`} empty={<Blank icon="ok" title={readiness().noHazards} />} />;
}

function Assets({ assets }: { assets: readonly AssetLine[] }) {
  const a = readiness().asset;
  const columns: Column<AssetLine>[] = [
    { key: "name", title: a.name, cell: (row) => <AssetName row={row} />, by: (row) => row.name },
    { key: "last", title: a.last, cell: (row) => <LastInspection inspection={row.inspection} at={row.at} />, by: (row) => row.at },
    { key: "outcome", title: a.outcome, cell: (row) => row.outcome && <Status status={toneOf(OUTCOME_TONE, row.outcome)}>{wordOf(office().outcome, row.outcome)}</Status>, by: (row) => row.outcome },
    { key: "failing", title: a.failing, end: true, cell: (row) => number(row.failing.length), by: (row) => row.failing.length },
  ];
  return <DataTable caption={readiness().assets} columns={columns} rows={assets} keyOf={(row) => row.id} href={(row) => `/app/registry/assets/${row.id}`} empty={<Blank title={readiness().noAssets} />} />;
}

function AssetName({ row }: { row: AssetLine }) {
  return (
    <span>
      {nameOf(row)}
      <span class="second" style="font-weight:400">{kindName(row.kind)}</span>
    </span>
  );
}

function LastInspection({ inspection, at }: { inspection: Id | null; at: string | null }) {
  if (!inspection || !at) return <Status status="off">{office().never}</Status>;
  return <a href={`/app/inspections/${inspection}`}>{dateTime(at)}</a>;
}
