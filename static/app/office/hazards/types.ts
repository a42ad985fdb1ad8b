import type { Grade, Id, Person } from "../../api";
import type { Picture } from "../../ui/photos";

export interface Place {
  id: Id;
  code: string;
  name: string;
  name_en?: string | null;
  kind: string;
}

/** One of the clocks that run on a hazard. */
export interface Clock {
  id: Id;
  name: string;
  started_at: string;
  due_at: string;
  state: "running" | "paused" | "met" | "late" | "cancelled";
  paused_until: string | null;
  overdue: boolean;
  remaining_s: number;
}

export interface Unit {
  path: string;
  name: string;
  name_en: string;
}

interface OpenExtension {
  id: Id;
  due_on: string;
  asked_by: Person;
  asked_organization: string;
}

export interface Hazard {
  id: Id;
  number: string;
  version: number;
  site: Place;
  asset: Place | null;
  source: string;
  inspection: Id | null;
  item: string | null;
  title: string;
  title_en: string;
  description: string;
  grade: Grade;
  status: string;
  code: string | null;
  /** A weak link 薄弱环节: counted apart, never blocking. */
  weak_link: boolean;
  photos: Picture[];
  reporter: Person;
  responsible: Person | null;
  unit: Unit;
  organization: string;
  area: string;
  position: { longitude: number; latitude: number; accuracy_m: number | null } | null;
  label: string | null;
  happened_at: string;
  received_at: string;
  /** Due time of the tightest open clock. */
  due_at: string | null;
  overdue: boolean;
  clocks: Clock[];
  rectified_by: Person | null;
  rectified_at: string | null;
  closed_by: Person | null;
  closed_at: string | null;
  reworks: number;
  sightings: number;
  supervised: { leader: Person; at: string } | null;
  plan_needed: boolean;
  plan_complete: boolean;
  extension: OpenExtension | null;
  valid: boolean | null;
}

export type StepName =
  | "report" | "confirm" | "dismiss" | "fix_on_the_spot" | "plan" | "ask_extension" | "decide_extension" | "progress"
  | "rectify" | "accept" | "send_back" | "reopen" | "supervise" | "see_again" | "reassign";

export interface Step {
  id: Id;
  step: StepName;
  from: string | null;
  to: string;
  actor: Person;
  organization: string;
  organization_name: string;
  organization_name_en: string;
  happened_at: string;
  received_at: string;
  reason: string;
  note: string;
  photos: Picture[];
  label: string | null;
  label_match: "matched" | "other" | "unknown" | "none";
  position: { longitude: number; latitude: number; accuracy_m: number | null } | null;
  /** What the step decided; which fields there are depends on the step. */
  detail: StepDetail;
}

interface StepDetail {
  grade?: Grade;
  weak_link?: boolean;
  code?: string | null;
  organization?: string;
  organization_name?: string;
  organization_name_en?: string;
  responsible?: Person;
  /** Who answered for it before. */
  former?: { organization: string; organization_name: string; organization_name_en: string; responsible: Person };
  due_at?: string | null;
  due_on?: string;
  granted?: boolean;
  percent?: number;
  leader?: Person;
  complete?: boolean;
  inspection?: Id | null;
}

/** The five implementations 五落实; parts may still be missing. */
export interface Plan {
  responsibility: { organization: string; person: Id } | null;
  time_limit_on: string | null;
  measures: string;
  funds: { amount_cny: number; source: string } | null;
  contingency: string;
}

export interface Extension {
  id: Id;
  reason: string;
  due_on: string;
  asked_by: Person;
  asked_at: string;
  decision: "granted" | "refused" | "withdrawn" | null;
  decided_by: Person | null;
  decided_at: string | null;
  decision_reason: string;
}

/** A hazard with everything that happened to it. */
export interface Story extends Hazard {
  /** What the caller may do now. */
  allowed: StepName[];
  plan: Plan | null;
  plan_gaps: string[];
  extensions: Extension[];
  steps: Step[];
}

export interface BoardColumn {
  status: string;
  count: number;
  overdue: number;
  items: Hazard[];
}

export interface Queued {
  hazard: Hazard;
  distance_m: number | null;
  remaining_s: number | null;
}
