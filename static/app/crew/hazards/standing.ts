/** A hazard as this phone knows it: the server's row, and on top of it what was done here and is still under way. Pure. */
import type { Hazard, HazardStep, Me, StepTaken } from "../../api";
import { type Facts, type Step, type Stepper, allowed, refusal } from "../../rules/hazards";
import { type OutboxItem, PHONE_STEPS, type PhoneStep, type StepOperation } from "../../store/shapes";
import { after, stepOf } from "./effects";
import { type ReportItem, findings, reportedHere } from "./found_here";

/** A step in the queue; `refusal` says why the server will not take it as things stand now. */
export interface QueuedStep {
  item: StepItem;
  step: PhoneStep;
  refusal: string | null;
}

export interface Standing {
  hazard: Hazard;
  queued: QueuedStep[];
  /** Found on this phone, and the server has not told of it yet. */
  onlyHere: boolean;
  /** Ids under which inspections of this phone saw it again. */
  alsoKnownAs: string[];
}

export type StepItem = Extract<OutboxItem, { type: StepOperation["type"] }>;

export function factsOf(hazard: Hazard): Facts {
  return {
    status: hazard.status,
    grade: hazard.grade,
    reporter: hazard.reporter.id,
    responsible: hazard.responsible?.id ?? null,
    unit: hazard.unit.path,
    rectified_by: hazard.rectified_by?.id ?? null,
    rectified_crew: hazard.rectified_crew,
    extension_asked_by: hazard.extension?.asked_by.id ?? null,
    extension_organization: hazard.extension?.asked_organization ?? null,
  };
}

export function stepperOf({ user, organization, permissions }: Me): Stepper {
  return { id: user.id, role: user.role, organization: organization.path, permissions };
}

/** Which steps the person may take now, by the same table as the server's. */
export function stepsFor(hazard: Hazard, person: Me): Step[] {
  return allowed(factsOf(hazard), stepperOf(person));
}

export function isPhoneStep(step: HazardStep): step is PhoneStep {
  return (PHONE_STEPS as readonly string[]).includes(step);
}

export function isStep(item: OutboxItem): item is StepItem {
  return isPhoneStep(item.type.replace("hazard.", "") as HazardStep);
}

/**
 * The hazards of the mirror and those found here, each with what the queue does to it. Rows that an older app has
 * pulled have no story and are left out until the next pull brings them whole.
 */
export function standings(mirrored: Hazard[], queue: OutboxItem[], person: Me, now: number): Standing[] {
  const whole = mirrored.filter((hazard) => Array.isArray(hazard.steps)).map(withReport);
  const known = new Set(mirrored.map((hazard) => hazard.id));
  const reported = queue.flatMap((item) => (isUnknownReport(item, known, now) ? [reportedHere(item, person)] : []));
  const { raised, sameAs } = findings(whole, queue.filter((item) => isUnderWayHere(item, now)), person);
  const steps = grouped(queue.filter(isStep), sameAs);
  const place = (hazard: Hazard, onlyHere: boolean): Standing => ({
    ...standing(hazard, steps.get(hazard.id) ?? [], person, onlyHere),
    alsoKnownAs: [...sameAs].flatMap(([id, joined]) => (joined === hazard.id ? [id] : [])),
  });
  return [...whole.map((hazard) => place(hazard, false)), ...[...reported, ...raised].map(withReport).map((hazard) => place(hazard, true))];
}

/** By its id, or by the one under which this phone saw it. */
export function standingOf(known: Standing[], id: string): Standing | undefined {
  return known.find(({ hazard, alsoKnownAs }) => hazard.id === id || alsoKnownAs.includes(id));
}

/** The story of a row begins after its report, which the row tells by itself. */
function withReport(hazard: Hazard): Hazard {
  const { id, reporter, organization, happened_at, photos } = hazard;
  const report: StepTaken = { id, step: "report", actor: reporter, organization, happened_at, reason: "", note: "", photos, label: null, label_match: "none", position: null, detail: {} };
  return { ...hazard, steps: [report, ...hazard.steps] };
}

function grouped(items: StepItem[], sameAs: Map<string, string>): Map<string, StepItem[]> {
  const groups = new Map<string, StepItem[]>();
  for (const item of items) {
    const hazard = sameAs.get(item.payload.hazard) ?? item.payload.hazard;
    groups.set(hazard, [...(groups.get(hazard) ?? []), item]);
  }
  return groups;
}

function isUnknownReport(item: OutboxItem, known: Set<string>, now: number): item is ReportItem {
  return item.type === "hazard.report" && !known.has(item.id) && isUnderWayHere(item, now);
}

function isUnderWayHere(item: OutboxItem, now: number): boolean {
  return item.state === "waiting" || isFresh(item, now);
}

const FRESH_MS = 10 * 60_000;

/** Just received: the next pull brings it, unless it lies outside of what this person sees. */
function isFresh(item: OutboxItem, now: number): boolean {
  return item.state === "received" && item.received_at !== null && now - Date.parse(item.received_at) < FRESH_MS;
}

function standing(mirrored: Hazard, items: StepItem[], person: Me, onlyHere: boolean): Standing {
  let hazard = mirrored;
  const queued: QueuedStep[] = [];
  for (const item of items) {
    if (!isUnderWay(item, mirrored)) continue;
    const step = stepOf(item);
    const why = refusal(factsOf(hazard), step, stepperOf(person));
    queued.push({ item, step, refusal: why });
    if (why === null) hazard = after(hazard, item, person);
  }
  return { hazard, queued, onlyHere, alsoKnownAs: [] };
}

/** Not with the server yet, or there already and not told of by the mirror. */
function isUnderWay(item: StepItem, mirrored: Hazard): boolean {
  if (item.state === "waiting") return true;
  return item.state === "received" && mirrored.version <= (item.seen_version ?? 0) && !mirrored.steps.some((step) => step.id === item.id);
}

