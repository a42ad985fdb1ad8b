/** A complaint as this phone knows it: the server's row, and on top of it what was done here and is still under way. Pure. */
import type { Me, PhoneComplaint, PhoneVisit } from "../../api";
import { type ComplaintStep, type Facts, type Refusal, STEPS, VISITS, type VisitVerb, arrangeRefusal, refusal, visitRefusal } from "../../rules/complaints";
import type { Act, ComplaintOperation } from "../../store/complaint_shapes";
import type { OutboxItem } from "../../store/shapes";
import { stepperOf } from "../hazards/standing";

export type ComplaintItem = Extract<OutboxItem, { type: ComplaintOperation["type"] }>;

/** What waits in the queue; `refusal` says why the server will not take it as things stand now. */
export interface Queued {
  item: ComplaintItem;
  refusal: Refusal | null;
}

export interface Standing {
  complaint: PhoneComplaint;
  queued: Queued[];
  /** °C, measured and signed for at a visit, of which the server may not know yet. */
  measured: number | null;
}

export function isComplaintItem(item: OutboxItem): item is ComplaintItem {
  return item.type.startsWith("complaint.") || item.type.startsWith("visit.");
}

export function factsOf({ status, organization, officer, leader, returns, merged_into }: PhoneComplaint): Facts {
  return { status, unit: organization, officer: officer?.id ?? null, leader, returns, merged: merged_into !== null };
}

export function standings(mirrored: PhoneComplaint[], queue: OutboxItem[], person: Me): Standing[] {
  const items = new Map<string, ComplaintItem[]>();
  for (const item of queue) {
    if (isComplaintItem(item) && item.about) items.set(item.about, [...(items.get(item.about) ?? []), item]);
  }
  return mirrored.map((complaint) => standing(complaint, items.get(complaint.id) ?? [], person));
}

function standing(mirrored: PhoneComplaint, items: ComplaintItem[], person: Me): Standing {
  let at: Standing = { complaint: mirrored, queued: [], measured: mirrored.measured?.indoor_c ?? null };
  for (const item of items) {
    if (!isUnderWay(item, mirrored)) continue;
    const why = whyNot(at.complaint, item, person);
    at = { ...(why === null ? after(at, item) : at), queued: [...at.queued, { item, refusal: why }] };
  }
  return at;
}

/** Not with the server yet, or there already and not told of by the mirror. */
function isUnderWay({ state, seen_version = 0 }: ComplaintItem, mirrored: PhoneComplaint): boolean {
  return state === "waiting" || (state === "received" && mirrored.version <= seen_version);
}

function whyNot(complaint: PhoneComplaint, item: ComplaintItem, person: Me): Refusal | null {
  const [about, name] = item.type.split(".") as ["complaint" | "visit", string];
  if (about === "complaint") return refusal(factsOf(complaint), name as ComplaintStep, stepperOf(person));
  if (!("visit" in item.payload)) return arrangeRefusal(factsOf(complaint), stepperOf(person));
  const { visit } = item.payload;
  const found = complaint.visits.find(({ id }) => id === visit);
  return found ? visitRefusal(found.state, name as VisitVerb, stepperOf(person)) : "visit.wrong_state";
}

/** Why this person may not do it now; null if he may. */
export function whyNotNow(complaint: PhoneComplaint, act: Act | ComplaintStep, visit: PhoneVisit | null, person: Me): Refusal | null {
  if (act === "arrange") return arrangeRefusal(factsOf(complaint), stepperOf(person));
  if (act in STEPS) return refusal(factsOf(complaint), act as ComplaintStep, stepperOf(person));
  return visit ? visitRefusal(visit.state, act as VisitVerb, stepperOf(person)) : "visit.wrong_state";
}

function after(at: Standing, item: ComplaintItem): Standing {
  const { complaint } = at;
  const changed = { ...complaint, version: complaint.version + 1, ...changes(complaint, item) };
  const moved = changed.status !== complaint.status;
  const measured = item.type === "visit.complete" && item.payload.resident_signature ? (item.payload.measurement?.indoor_c ?? at.measured) : at.measured;
  return { ...at, measured, complaint: moved ? { ...changed, due_at: null, clock: null } : changed };
}

function changes(complaint: PhoneComplaint, item: ComplaintItem): Partial<PhoneComplaint> {
  const { visits } = complaint;
  switch (item.type) {
    case "complaint.acknowledge":
      return { status: "handling", officer: item.author };
    case "complaint.return":
      return { status: "assessed" };
    case "complaint.pause":
      return { status: "paused", paused_until: new Date(Date.parse(item.happened_at) + item.payload.hours * 3_600_000).toISOString() };
    case "complaint.resume":
      return { status: "handling", paused_until: null };
    case "complaint.interim_reply":
      return { promised_on: item.payload.promised_on };
    case "complaint.resolve":
      return { status: "resolved", promised_on: null };
    case "complaint.note":
      return {};
    case "visit.arrange":
      return { visits: [...visits.filter(({ id }) => id !== item.id), arranged(item)] };
    default:
      return { visits: visits.flatMap((visit) => (visit.id === item.payload.visit ? visited(visit, item) : [visit])) };
  }
}

function arranged({ id, author, payload }: Extract<ComplaintItem, { type: "visit.arrange" }>): PhoneVisit {
  const { starts_at, ends_at, visitor } = payload;
  return { id, state: "arranged", version: 1, starts_at, ends_at, visitor: { id: visitor, name: author.name }, absences: 0, key_is_out: false };
}

/** What is over is not to come any more. */
function visited(visit: PhoneVisit, item: Extract<ComplaintItem, { payload: { visit: string } }>): PhoneVisit[] {
  const state = VISITS[item.type.slice("visit.".length) as VisitVerb][visit.state] ?? visit.state;
  if (state === "done" || state === "cancelled") return [];
  const slot = item.type === "visit.move" ? { starts_at: item.payload.starts_at, ends_at: item.payload.ends_at } : {};
  return [{ ...visit, ...slot, state, version: visit.version + 1, absences: visit.absences + (state === "nobody_home" ? 1 : 0) }];
}
