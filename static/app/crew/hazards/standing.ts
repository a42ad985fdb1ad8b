/** A hazard as this phone knows it: the server's row, and on top of it what was done here and is still under way. Pure. */
import type { Hazard, HazardStep, Me, StepTaken } from "../../api";
import { type Facts, STEPS, type Step, type Stepper, allowed, refusal } from "../../rules/hazards";
import { type OutboxItem, PHONE_STEPS, type PhoneStep } from "../../store/shapes";

/** A step in the queue; `refusal` says why the server will not take it as things stand now. */
export interface QueuedStep {
  item: StepItem;
  step: PhoneStep;
  refusal: string | null;
}

export interface Standing {
  hazard: Hazard;
  queued: QueuedStep[];
  /** Reported on this phone, and the server has not told of it yet. */
  onlyHere: boolean;
}

export type StepItem = Extract<OutboxItem, { payload: { hazard: string } }>;
type ReportItem = Extract<OutboxItem, { type: "hazard.report" }>;

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

export function stepOf(item: StepItem): PhoneStep {
  return item.type.slice("hazard.".length) as PhoneStep;
}

export function isStep(item: OutboxItem): item is StepItem {
  return isPhoneStep(item.type.replace("hazard.", "") as HazardStep);
}

/**
 * The hazards of the mirror and those reported here, each with what the queue does to it. Rows that an older app has
 * pulled have no story and are left out until the next pull brings them whole.
 */
export function standings(mirrored: Hazard[], queue: OutboxItem[], person: Me, now: number): Standing[] {
  const whole = mirrored.filter((hazard) => Array.isArray(hazard.steps)).map(withReport);
  const known = new Set(mirrored.map((hazard) => hazard.id));
  const reported = queue.flatMap((item) => (isUnknownReport(item, known, now) ? [hazardOf(item, person)] : []));
  const steps = grouped(queue.filter(isStep));
  return [
    ...whole.map((hazard) => standing(hazard, steps.get(hazard.id) ?? [], person, false)),
    ...reported.map(withReport).map((hazard) => standing(hazard, steps.get(hazard.id) ?? [], person, true)),
  ];
}

/** The story of a row begins after its report, which the row tells by itself. */
function withReport(hazard: Hazard): Hazard {
  const { id, reporter, organization, happened_at, photos } = hazard;
  const report: StepTaken = { id, step: "report", actor: reporter, organization, happened_at, reason: "", note: "", photos, label: null, label_match: "none", position: null, detail: {} };
  return { ...hazard, steps: [report, ...hazard.steps] };
}

const hazardIdOf = (item: StepItem): string => item.payload.hazard;

function grouped(items: StepItem[]): Map<string, StepItem[]> {
  const groups = new Map<string, StepItem[]>();
  for (const item of items) groups.set(hazardIdOf(item), [...(groups.get(hazardIdOf(item)) ?? []), item]);
  return groups;
}

function isUnknownReport(item: OutboxItem, known: Set<string>, now: number): item is ReportItem {
  return item.type === "hazard.report" && !known.has(item.id) && (item.state === "waiting" || isFresh(item, now));
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
  return { hazard, queued, onlyHere };
}

/** Not with the server yet, or there already and not told of by the mirror. */
function isUnderWay(item: StepItem, mirrored: Hazard): boolean {
  if (item.state === "waiting") return true;
  return item.state === "received" && mirrored.version <= (item.seen_version ?? 0) && !mirrored.steps.some((step) => step.id === item.id);
}

function after(hazard: Hazard, item: StepItem, person: Me): Hazard {
  const step = stepOf(item);
  const status = STEPS[step].to ?? hazard.status;
  const repaired = step === "rectify" || step === "fix_on_the_spot";
  const repair = repaired ? { rectified_by: item.author, rectified_crew: person.organization.path } : {};
  const confirmed = item.type === "hazard.confirm" ? { grade: item.payload.grade, weak_link: item.payload.weak_link } : {};
  const due_at = status === hazard.status ? hazard.due_at : null;
  return { ...hazard, ...repair, ...confirmed, status, due_at, clocks: due_at ? hazard.clocks : [], steps: [...hazard.steps, stepTaken(item, person)] };
}

function stepTaken(item: StepItem, person: Me): StepTaken {
  const { payload } = item;
  const said = "done" in payload ? payload.done : "text" in payload ? payload.text : "note" in payload ? payload.note : "";
  return {
    id: item.id,
    step: stepOf(item),
    actor: item.author,
    organization: person.organization.path,
    happened_at: item.happened_at,
    reason: "reason" in payload ? payload.reason : "",
    note: said,
    photos: "photos" in payload ? payload.photos : [],
    label: "label" in payload ? (payload.label?.code ?? null) : null,
    label_match: "none",
    position: "position" in payload ? payload.position : null,
    detail: "percent" in payload ? { percent: payload.percent } : {},
  };
}

/** A report that lies only here, as a hazard: it can be fixed on the spot before the server has heard of it. */
function hazardOf(item: ReportItem, person: Me): Hazard {
  const { payload } = item;
  const place = item.subject.split(" · ").at(-1) ?? "";
  const unit = { path: person.organization.path, name: person.organization.name, name_en: person.organization.name_en };
  return {
    id: item.id,
    number: "",
    version: 0,
    site: { id: payload.site ?? "", code: "", name: place },
    asset: payload.asset ? { id: payload.asset, code: "", name: place } : null,
    title: payload.title,
    title_en: "",
    description: payload.description,
    grade: payload.grade as Hazard["grade"],
    status: "reported",
    reporter: item.author,
    responsible: null,
    unit,
    organization: unit.path,
    area: "",
    position: payload.position,
    happened_at: item.happened_at,
    code: payload.code ?? null,
    described: payload.described ?? null,
    weak_link: false,
    due_at: null,
    clocks: [],
    photos: payload.photos,
    rectified_by: null,
    rectified_crew: null,
    reworks: 0,
    sightings: 1,
    supervised: null,
    plan_needed: false,
    plan_complete: false,
    extension: null,
    steps: [],
  };
}
