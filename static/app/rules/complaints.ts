/**
 * What a handler does with a complaint and with a household visit: the twin of heating/complaints/steps/table.py for the
 * steps that phones take, and of heating/complaints/visits/rules.py, held to them by tests/shared_rules/complaints.json.
 */
import type { ComplaintStatus, VisitState } from "../api/complaints";
import type { Stepper } from "./hazards";

export type ComplaintStep = "acknowledge" | "return" | "pause" | "resume" | "interim_reply" | "resolve" | "note";
export type VisitVerb = "move" | "miss" | "complete" | "cancel";

/** The code of the problem with which the server refuses. */
export type Refusal = "accounts.forbidden" | "complaint.wrong_status" | "complaint.merged" | "complaint.not_responsible" | "complaint.returns_used" | "visit.wrong_state";

/** What is known of a complaint when a step is judged; people are ids, `unit` is the responsible organization's path. */
export interface Facts {
  status: ComplaintStatus;
  unit: string;
  officer: string | null;
  leader?: string | null;
  returns?: number;
  merged?: boolean;
}

type Moves<S extends string> = Partial<Record<S, S>>;

const CREW_MEMBER = "crew_member";
const PUBLIC_OFFICES = ["district_officer", "city_leader", "administrator"];
const MOST_RETURNS = 2;
const HANDLE = "complaints.handle";
const STATUSES: readonly ComplaintStatus[] = ["received", "assessed", "dispatched", "handling", "paused", "resolved", "verified", "replied", "closed"];

/** From each status in which the step may be taken to the one it leads to. */
export const STEPS: Record<ComplaintStep, Moves<ComplaintStatus>> = {
  acknowledge: { dispatched: "handling" },
  return: { dispatched: "assessed" },
  pause: { handling: "paused" },
  resume: { paused: "handling" },
  interim_reply: { handling: "handling" },
  resolve: { handling: "resolved" },
  note: Object.fromEntries(STATUSES.map((status) => [status, status])),
};

export const VISITS: Record<VisitVerb, Moves<VisitState>> = {
  move: { arranged: "arranged", nobody_home: "arranged" },
  miss: { arranged: "nobody_home" },
  complete: { arranged: "done", nobody_home: "done" },
  cancel: { arranged: "cancelled", nobody_home: "cancelled" },
};

/** Why this person may not take this step now; null if he may. */
export function refusal(complaint: Facts, step: ComplaintStep, person: Stepper): Refusal | null {
  if (!person.permissions.includes(HANDLE)) return "accounts.forbidden";
  if (!(complaint.status in STEPS[step])) return "complaint.wrong_status";
  if (step === "note") return null;
  if (complaint.merged) return "complaint.merged";
  if (step === "return" && (complaint.returns ?? 0) >= MOST_RETURNS) return "complaint.returns_used";
  return isResponsible(complaint, person) ? null : "complaint.not_responsible";
}

/** A visit is made by whoever may handle complaints, and entered by any of them. */
export function visitRefusal(state: VisitState, verb: VisitVerb, person: Stepper): Refusal | null {
  if (!person.permissions.includes(HANDLE)) return "accounts.forbidden";
  return state in VISITS[verb] ? null : "visit.wrong_state";
}

/** A closed complaint needs no more visits. */
export function arrangeRefusal({ status }: Facts, person: Stepper): Refusal | null {
  if (!person.permissions.includes(HANDLE)) return "accounts.forbidden";
  return status === "closed" ? "complaint.wrong_status" : null;
}

/** The officer, his leader, anyone of the unit, an officer of a unit above it, or of a public office. */
function isResponsible({ unit, officer, leader }: Facts, person: Stepper): boolean {
  const isAbove = person.role !== CREW_MEMBER && unit.startsWith(person.organization);
  return person.id === officer || person.id === leader || person.organization === unit || isAbove || PUBLIC_OFFICES.includes(person.role);
}

/** What is wrong with the result of a visit, by the field. `resident`: null where the resident has not signed at all. */
export function completionGaps(resident: boolean | null, visitor: boolean, unsignedReason: string): string[] {
  const isExplained = unsignedReason.trim() !== "";
  const open: [string, boolean][] = [
    ["/resident_signature", resident === false],
    ["/visitor_signature", !visitor],
    ["/unsigned_reason", isExplained === (resident !== null)],
  ];
  return open.filter(([, wrong]) => wrong).map(([field]) => field);
}
