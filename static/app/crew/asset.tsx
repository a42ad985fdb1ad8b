/** C3: one device. What was found last, what is still wrong, its facts, and the way into the checklist. */
import "../shell/start";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Asset as AssetRow, type AssetKind, type AssetState, type ChecklistVersion, type Household, type Label, type Site, get } from "../api";
import { inLanguage, nameOf } from "../i18n";
import { crew } from "../i18n/crew";
import { date, dateTime, number, quantity } from "../i18n/format";
import { itemsOf } from "../rules/checklists";
import { withHyphen } from "../rules/labels";
import { myDrafts, outbox } from "../shell/queue";
import { type Params, navigate, search } from "../shell/router";
import { may } from "../shell/session";
import { all, by, one } from "../store/mirror";
import type { Draft, ScannedLabel } from "../store/shapes";
import { Button, ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { Blank, Notice } from "../ui/notice";
import { Facts, Section } from "../ui/page";
import { Chip, Status } from "../ui/status";
import { ComplaintsHere } from "./complaints/here";
import { beginDraft } from "./drafting";
import { CrewScreen } from "./frame";
import { isOpen } from "./hazards/lists";
import { useStandings } from "./hazards/reading";
import { HazardRow } from "./hazards/row";
import type { Standing } from "./hazards/standing";
import { HouseholdChoice } from "./households";
import { useMirror } from "./knowledge";
import { itemState } from "./outbox_state";
import { checklistFor } from "./work";

interface Known {
  asset: AssetRow | null;
  site: Site | null;
  kind: AssetKind | null;
  state: AssetState | null;
  labels: Label[];
  parts: AssetRow[];
  checklist: ChecklistVersion | null;
  forHouseholds: ChecklistVersion | null;
}

async function readAsset(id: string): Promise<Known> {
  const asset = (await one("asset", id)) ?? (await get<AssetRow>(`/api/assets/${id}`).catch(() => null));
  const kind = asset && (await one("kind", asset.kind));
  const checklists = await all("checklist");
  const siblings = asset ? await by("site", "asset", asset.site) : [];
  return {
    asset,
    kind,
    site: asset && (await one("site", asset.site)),
    state: await one("asset_state", id),
    labels: await by("asset", "label", id),
    parts: siblings.filter((other) => other.parent === id),
    checklist: asset && checklistFor(kind ?? asset.kind, checklists),
    forHouseholds: asset?.kind === "building" ? checklistFor(asset.kind, checklists, true) : null,
  };
}

export default function Asset({ params }: { params: Params }) {
  const w = crew().asset;
  const known = useMirror(() => readAsset(params["id"]!), [params["id"]]);
  if (known === null) return null;
  if (known.asset === null) {
    return (
      <CrewScreen title={w.gone}>
        <Blank title={w.gone} icon="search">{w.goneText}</Blank>
      </CrewScreen>
    );
  }
  return <Page known={known} asset={known.asset} />;
}

function Page({ known, asset }: { known: Known; asset: AssetRow }) {
  const w = crew().asset;
  const draft = myDrafts.value.find((each) => each.asset === asset.id && each.household === null) ?? null;
  const standings = useStandings();
  return (
    <CrewScreen title={nameOf(asset)} up={`/app/places/${asset.site}`} sub={`${known.kind ? inLanguage(known.kind.name) : asset.kind} · ${asset.code}`} actions={<Actions known={known} asset={asset} draft={draft} />}>
      {asset.status === "retired" && <Notice status="off">{w.retired}</Notice>}
      {asset.status !== "retired" && !known.checklist && <Notice status="warn">{w.noChecklist}</Notice>}
      <Last state={known.state} checklist={known.checklist} />
      <Queued asset={asset} />
      <ComplaintsHere places={[asset.id]} />
      <Hazards hazards={(standings ?? []).filter((each) => each.hazard.asset?.id === asset.id && isOpen(each))} />
      {known.parts.length > 0 && (
        <Section title={w.parts}>
          <ul class="list places">
            {known.parts.map((part) => (
              <li key={part.id}><a class="place" href={`/app/assets/${part.id}`}><b>{nameOf(part)}</b><span class="muted">{part.code}</span></a></li>
            ))}
          </ul>
        </Section>
      )}
      <AssetFacts known={known} asset={asset} />
      <Labels labels={known.labels} />
    </CrewScreen>
  );
}

function Actions({ known, asset, draft }: { known: Known; asset: AssetRow; draft: Draft | null }) {
  const w = crew().asset;
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const begin = async (household: Household | null, householdName: string | null): Promise<void> => {
    const checklist = household ? known.forHouseholds : known.checklist;
    if (!checklist || busy) return;
    setBusy(true);
    const begun = await beginDraft({ asset, checklist, household, householdName, label: scannedLabel() }).finally(() => setBusy(false));
    navigate(`/app/inspect/${begun.id}`);
  };
  const inspectable = may("inspections.submit") && asset.status !== "retired";
  return (
    <>
      {may("hazards.report") && <Report asset={asset.id} narrow={inspectable && known.forHouseholds !== null} />}
      {inspectable && known.forHouseholds && <Button onClick={() => setChoosing(true)}>{w.household}</Button>}
      {inspectable && draft && <ButtonLink kind="primary" href={`/app/inspect/${draft.id}`} icon="clipboard">{w.resume}</ButtonLink>}
      {inspectable && !draft && known.checklist && <Button kind="primary" icon="clipboard" busy={busy} onClick={() => void begin(null, null)}>{w.start}</Button>}
      {choosing && <HouseholdChoice building={asset.id} onClose={() => setChoosing(false)} onChoose={(household, name) => void begin(household, name)} />}
    </>
  );
}

/** Without words where two others stand beside it. */
function Report({ asset, narrow }: { asset: string; narrow: boolean }) {
  const w = crew().asset;
  const href = `/app/report?asset=${asset}`;
  if (!narrow) return <ButtonLink href={href} icon="hazard">{w.report}</ButtonLink>;
  return <a class="button square" href={href} aria-label={w.report}><Icon name="hazard" /></a>;
}

const SCAN_COUNTS_MS = 30 * 60_000;

/** The label that led here, while the scan is fresh. */
function scannedLabel(): ScannedLabel | null {
  const code = search.value.get("label");
  const scanned_at = search.value.get("scanned_at");
  if (!code || !scanned_at || Date.now() - Date.parse(scanned_at) > SCAN_COUNTS_MS) return null;
  return { code, scanned_at };
}

function Last({ state, checklist }: { state: AssetState | null; checklist: ChecklistVersion | null }) {
  const w = crew().asset;
  const titles = new Map(checklist ? itemsOf(checklist.document).map((item) => [item.key, inLanguage(item.title)]) : []);
  return (
    <Section title={w.last}>
      {state === null && <p class="muted">{w.never}</p>}
      {state && (
        <div class="stack-tight">
          <p class="row">
            <Chip status={state.failing.length ? "danger" : "ok"}>{state.failing.length ? w.result.failed : w.result.passed}</Chip>
            <span class="muted">{w.by(state.author_name, dateTime(state.happened_at))}</span>
          </p>
          {state.failing.length > 0 && (
            <ul class="failing">
              {state.failing.map((key) => (
                <li key={key}>{titles.get(key) ?? key}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Section>
  );
}

/** What this phone has recorded about the asset and the mirror may not show yet. */
function Queued({ asset }: { asset: AssetRow }) {
  const w = crew().asset;
  const items = outbox.value.filter((item) => item.type === "inspection.submit" && item.payload.asset === asset.id && item.state !== "settled").slice(-3).reverse();
  if (items.length === 0) return null;
  return (
    <Section title={w.queued}>
      <ul class="list">
        {items.map((item) => {
          const { tone, words } = itemState(item);
          return (
            <li key={item.id}>
              <Status status={tone}>{words}</Status>
              <span class="muted">{w.by(item.author.name, dateTime(item.happened_at))}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Hazards({ hazards }: { hazards: Standing[] }) {
  const w = crew().asset;
  return (
    <Section title={w.hazards}>
      {hazards.length === 0 && <p class="muted">{w.noHazards}</p>}
      {hazards.map((standing) => (
        <HazardRow key={standing.hazard.id} standing={standing} />
      ))}
    </Section>
  );
}

function AssetFacts({ known, asset }: { known: Known; asset: AssetRow }) {
  const w = crew().asset;
  const own = (known.kind?.fields ?? []).map((field): readonly [string, ComponentChildren] | null => {
    const value = asset.fields?.[field.key];
    if (value === null || value === undefined || value === "") return null;
    return [inLanguage(field.name), fieldValue(field, value)];
  });
  return (
    <Section title={w.facts}>
      <Facts
        rows={[
          known.site && [w.site, <a href={`/app/places/${known.site.id}`}>{nameOf(known.site)}</a>],
          [w.status, w.statuses[asset.status]],
          asset.heated_area_m2 === null ? null : [w.area, `${number(asset.heated_area_m2, 0)} m²`],
          asset.households === null ? null : [w.households, number(asset.households, 0)],
          asset.responsible && [w.responsible, asset.responsible.name],
          asset.safety_owner && [w.safetyOwner, asset.safety_owner.name],
          asset.in_service_on === null ? null : [w.since, date(asset.in_service_on)],
          ...own,
        ]}
      />
    </Section>
  );
}

function fieldValue(field: AssetKind["fields"][number], value: string | number | boolean): string {
  const w = crew().asset;
  if (field.kind === "yes_no") return value ? w.yes : w.no;
  if (field.kind === "date") return date(String(value));
  if (typeof value === "number") return quantity(value, field.unit);
  const option = field.options?.find((each) => each.key === value);
  return option ? inLanguage(option.name) : String(value);
}

function Labels({ labels }: { labels: Label[] }) {
  const w = crew().asset;
  const attached = labels.filter((label) => label.state === "attached");
  return (
    <Section title={w.labels}>
      {attached.length === 0 && <p class="muted">{w.noLabels}</p>}
      <ul class="list">
        {attached.map((label) => (
          <li key={label.id}><span class="code">{withHyphen(label.short_code)}</span><span class="muted code">{label.code}</span></li>
        ))}
      </ul>
    </Section>
  );
}
