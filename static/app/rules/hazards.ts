/**
 * The life of a hazard: the twin of heating/hazards/{steps,plans,nearness}.py and of `joins` and `later_due` there, held
 * to it by tests/shared_rules/hazards.json. Which step leads from where to where, who may take it, what a plan still
 * lacks, whether a later date may be asked for, which open hazard a finding belongs to, and how a verifier goes.
 */
import type { Grade, HazardStatus } from "../api/types";

export type Step =
  | "confirm"
  | "dismiss"
  | "fix_on_the_spot"
  | "plan"
  | "ask_extension"
  | "decide_extension"
  | "progress"
  | "rectify"
  | "accept"
  | "send_back"
  | "reopen"
  | "supervise";

/** The code of the problem with which the server refuses. */
export type Refusal =
  | "accounts.forbidden"
  | "hazard.wrong_status"
  | "hazard.not_minor"
  | "hazard.not_reporter"
  | "hazard.not_responsible"
  | "hazard.own_work"
  | "hazard.own_crew"
  | "hazard.extension_open"
  | "hazard.no_extension"
  | "hazard.own_extension"
  | "hazard.not_above";

/** What is known of a hazard when a step is judged; people are ids, units and crews are paths. */
export interface Facts {
  status: HazardStatus;
  grade: Grade;
  reporter: string;
  responsible: string | null;
  unit: string;
  rectified_by?: string | null;
  /** The organization of whoever rectified it. */
  rectified_crew?: string | null;
  /** Of the extension that waits for a decision. */
  extension_asked_by?: string | null;
  extension_organization?: string | null;
}

/** Who wants to take a step; `organization` is the one the person belongs to. */
export interface Stepper {
  id: string;
  role: string;
  organization: string;
  permissions: readonly string[];
}

export interface Plan {
  responsibility?: { organization: string; person: string } | null;
  time_limit_on?: string | null;
  measures?: string;
  funds?: { amount_cny: number; source: string } | null;
  contingency?: string;
}

export type PlanPart = "responsibility" | "time_limit" | "measures" | "funds" | "contingency";

/** WGS-84 degrees. */
export interface Point {
  longitude: number;
  latitude: number;
}

type Guard = (hazard: Facts, person: Stepper) => Refusal | null;

interface Transition {
  from: HazardStatus;
  /** Missing where the status stays as it is. */
  to?: HazardStatus;
  needs: string;
  guard: Guard;
}

const CREW_MEMBER = "crew_member";
const PUBLIC_OFFICES = ["district_officer", "city_leader"];
const EARTH_RADIUS_M = 6_371_008.8;
const WAY_S_PER_M = 0.24;

export const STEPS: Record<Step, Transition> = {
  confirm: { from: "reported", to: "rectifying", needs: "hazards.confirm", guard: anyone },
  dismiss: { from: "reported", to: "dismissed", needs: "hazards.confirm", guard: anyone },
  fix_on_the_spot: { from: "reported", to: "rectified", needs: "hazards.report", guard: reporterOfMinor },
  plan: { from: "rectifying", needs: "hazards.plan", guard: responsibleUnit },
  ask_extension: { from: "rectifying", needs: "hazards.ask_extension", guard: asker },
  decide_extension: { from: "rectifying", needs: "hazards.decide_extension", guard: levelAbove },
  progress: { from: "rectifying", needs: "hazards.plan", guard: responsibleUnit },
  rectify: { from: "rectifying", to: "rectified", needs: "hazards.rectify", guard: responsiblePerson },
  accept: { from: "rectified", to: "closed", needs: "hazards.verify", guard: independent },
  send_back: { from: "rectified", to: "rectifying", needs: "hazards.verify", guard: independent },
  reopen: { from: "closed", to: "rectifying", needs: "hazards.verify", guard: anyone },
  supervise: { from: "rectifying", needs: "hazards.supervise", guard: anyone },
};

/** Why this person may not take this step now; null if he may. */
export function refusal(hazard: Facts, step: Step, person: Stepper): Refusal | null {
  const { needs, from, guard } = STEPS[step];
  if (!person.permissions.includes(needs)) return "accounts.forbidden";
  return hazard.status === from ? guard(hazard, person) : "hazard.wrong_status";
}

/** What this person may do with the hazard now. */
export function allowed(hazard: Facts, person: Stepper): Step[] {
  return (Object.keys(STEPS) as Step[]).filter((step) => refusal(hazard, step, person) === null);
}

/** Which of the five implementations 五落实 are still missing. */
export function planGaps(plan: Plan | null): PlanPart[] {
  const given: Record<PlanPart, boolean> = {
    responsibility: !!plan?.responsibility,
    time_limit: !!plan?.time_limit_on,
    measures: !!plan?.measures?.trim(),
    funds: !!plan?.funds?.source.trim(),
    contingency: !!plan?.contingency?.trim(),
  };
  return (Object.keys(given) as PlanPart[]).filter((part) => !given[part]);
}

/** May this later day be asked for? All are days of the city, YYYY-MM-DD; `present` is the last one there is now. */
export function laterDue(dueOn: string, present: string | null, today: string): boolean {
  return dueOn > (present ?? today) && dueOn >= today;
}

const GRADES: readonly Grade[] = ["minor", "general", "larger", "major"];

/** Does what failed again belong to the open hazard of its item? What is graver is a hazard of its own. */
export function joins(grade: Grade, openGrade: Grade): boolean {
  return GRADES.indexOf(grade) <= GRADES.indexOf(openGrade);
}

/** Metres along the great circle. */
export function distanceM(one: Point, other: Point): number {
  const [north, south] = [radians(one.latitude), radians(other.latitude)];
  const across = Math.sin((south - north) / 2) ** 2;
  const along = Math.cos(north) * Math.cos(south) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(across + along)));
}

/** Seconds left on arrival at 15 km/h; without a distance as if one were there. Verifiers go to the smallest first. */
export function slackS(remainingS: number, distance: number | null): number {
  return remainingS - (distance ?? 0) * WAY_S_PER_M;
}

function anyone(): null {
  return null;
}

function reporterOfMinor(hazard: Facts, person: Stepper): Refusal | null {
  if (hazard.grade !== "minor") return "hazard.not_minor";
  return person.id === hazard.reporter ? null : "hazard.not_reporter";
}

function responsiblePerson(hazard: Facts, person: Stepper): Refusal | null {
  return person.id === hazard.responsible ? null : "hazard.not_responsible";
}

/** The responsible person, or an officer of the responsible unit or of a company above it. */
function responsibleUnit(hazard: Facts, person: Stepper): Refusal | null {
  const isOfficer = person.role !== CREW_MEMBER && hazard.unit.startsWith(person.organization);
  return person.id === hazard.responsible || isOfficer ? null : "hazard.not_responsible";
}

function asker(hazard: Facts, person: Stepper): Refusal | null {
  return hazard.extension_asked_by ? "hazard.extension_open" : responsibleUnit(hazard, person);
}

/** Neither who rectified, nor anyone of his organization, nor a crew member of the responsible unit. */
function independent(hazard: Facts, person: Stepper): Refusal | null {
  if (person.id === hazard.rectified_by) return "hazard.own_work";
  const isCrew = person.role === CREW_MEMBER && person.organization === hazard.unit;
  return isCrew || person.organization === hazard.rectified_crew ? "hazard.own_crew" : null;
}

function levelAbove(hazard: Facts, person: Stepper): Refusal | null {
  const { extension_asked_by: askedBy, extension_organization: askedFrom } = hazard;
  if (!askedBy || !askedFrom) return "hazard.no_extension";
  if (person.id === askedBy) return "hazard.own_extension";
  const isAbove = person.organization !== askedFrom && askedFrom.startsWith(person.organization);
  return isAbove || PUBLIC_OFFICES.includes(person.role) ? null : "hazard.not_above";
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
