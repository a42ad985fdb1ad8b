/** Complaints as the server tells them. */
import type { Id, Person, Text } from "../../api";
import type { Picture } from "../../ui/photos";
import type { Room } from "../visits/types";

export const STATUSES = ["received", "assessed", "dispatched", "handling", "paused", "resolved", "verified", "replied", "closed"] as const;
export type Status = (typeof STATUSES)[number];

export const CHANNELS = ["phone", "visit", "letter", "web", "label", "message_board", "hotline_12345", "open311"] as const;
/** How a person at the desk may have received it; the others come by themselves or by import. */
export const DESK_CHANNELS = ["phone", "visit", "letter"] as const;
export type Channel = (typeof CHANNELS)[number];

export const KINDS = ["complaint", "fault_report", "help_request", "consultation", "suggestion"] as const;
export type Kind = (typeof KINDS)[number];

export const MATTER_CLASSES = ["livelihood", "consultation", "complex"] as const;
export type MatterClass = (typeof MATTER_CLASSES)[number];

export const URGENCIES = ["ordinary", "urgent"] as const;
export type Urgency = (typeof URGENCIES)[number];

export const DISPOSITIONS = ["solvable_now", "promised", "explained", "repeated"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export interface Named {
  id: Id;
  name: string;
  name_en?: string | null;
}

/** One line of the queue: all that is needed to decide what to do next, nothing about the resident. */
export interface Row {
  id: Id;
  number: string;
  status: Status;
  version: number;
  urgency: Urgency;
  channel: Channel;
  kind: Kind;
  category: string | null;
  matter_class: MatterClass | null;
  /** As it is shown; what was said where no building is known. */
  address: string;
  building: Named | null;
  station: Named | null;
  organization: string;
  area: string;
  officer: Person | null;
  /** Who has it open before him and works on it. */
  claimed_by: Person | null;
  received_at: string;
  /** Of the tightest open clock, and its name. */
  due_at: string | null;
  clock: string | null;
  paused_until: string | null;
  returns: number;
  promised_on: string | null;
  /** Complaints of the same matter within days of this one's closing. */
  repeats: number;
  repeat_of: Id | null;
  merged_into: Id | null;
  merged_count: number;
}

/** `why_not`: the code of what keeps the asker from taking down its rating; `instead`: who may. */
export interface CallBackRow extends Row {
  allowed: ("rate" | "call_back")[];
  why_not: string | null;
  instead: string[];
}

export interface Category {
  key: string;
  name: Text;
  synonyms: readonly string[];
  kind: Kind;
  urgency: Urgency;
  matter_class: MatterClass;
  /** It is about cold: the room's temperature belongs to it. */
  measures_temperature: boolean;
  /** Of whoever takes it, where that is not its own key. */
  skill: string | null;
  in_force: boolean;
}

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

export interface Promised {
  id: Id;
  promised_on: string;
  text: string;
  organization: string;
  made_by: string;
  made_at: string;
  ended_at: string | null;
  outcome: "kept" | "late" | "broken" | "replaced" | null;
}

export interface Rating {
  score: number | null;
  solved: boolean;
  comment: string;
  at: string;
}

export interface Reply {
  disposition: Disposition;
  cause: string;
  measure: string;
  measure_on: string;
  contact: string;
  text: string;
  promised_on: string | null;
  explanation: string;
  proof: Id | null;
}

/** A resident has no id, nor has the product itself. */
export interface Teller {
  id: Id | null;
  name: string;
}

export type StepName =
  | "receive" | "assess" | "reclassify" | "dispatch" | "claim" | "acknowledge" | "return" | "reroute" | "pause" | "resume"
  | "interim_reply" | "resolve" | "verify" | "send_back" | "reply" | "review_reply" | "rate" | "call_back" | "reopen"
  | "note" | "merge" | "split";

export interface Step {
  id: Id;
  step: StepName;
  from: Status | null;
  to: Status;
  actor: Teller;
  organization: string;
  happened_at: string;
  received_at: string;
  reason: string;
  note: string;
  photos: Picture[];
  detail: StepDetail;
}

/** What else a step decided; which fields there are depends on the step. */
export interface StepDetail {
  category?: string | null;
  urgency?: Urgency;
  /** To whom it went: the unit's path, the officer, and how far up the line he was found. */
  unit?: string;
  officer_name?: string | null;
  rung?: string;
  until?: string;
  promised_on?: string | null;
  cause?: string;
  /** How many went with the personal data. */
  photos?: number;
  indoor_c?: number | null;
  /** The household visit at which it was measured, or of which is told. */
  visit?: Id;
  visited?: "arranged" | "moved" | "missed" | "key_handed_over" | "key_returned" | "completed" | "cancelled";
  method?: "on_site" | "resident";
  disposition?: Disposition;
  approved?: boolean;
  solved?: boolean;
  score?: number | null;
  contacted?: boolean;
  /** The complaint that leads, or the one that joined. */
  into?: Id;
  into_number?: string;
  member?: Id;
  number?: string;
}

export interface MeasuredAtVisit {
  visit: Id;
  indoor_c: number;
  room: Room;
  measured_at: string;
}

/** A complaint with everything that happened to it; nothing of who called. */
export interface Story extends Row {
  tracking_code: string;
  text: string;
  unit: string;
  room: string;
  photos: Picture[];
  indoor_c: number | null;
  label: string | null;
  external_system: string | null;
  external_number: string | null;
  historical: boolean;
  happened_at: string;
  received_by: Teller;
  leader: Person | null;
  dispatched_at: string | null;
  acknowledged_at: string | null;
  resolved_by: Person | null;
  resolved_at: string | null;
  resolution_due_at: string | null;
  verified_by: Teller | null;
  verified_at: string | null;
  disposition: Disposition | null;
  /** A reply that somebody else has to look at first. */
  draft: Reply | null;
  drafted_by: Person | null;
  reply: Reply | null;
  replied_by: Person | null;
  replied_at: string | null;
  rating: Rating | null;
  call_backs: number;
  closed_at: string | null;
  reworks: number;
  reopenings: number;
  /** What the caller may do now. */
  allowed: StepName[];
  clocks: Clock[];
  promises: Promised[];
  /** At a household visit, signed for by the household: what a resolution takes by itself. */
  measured: MeasuredAtVisit | null;
  merged: Row[];
  /** Open ones under the same station. */
  neighbours: Row[];
  /** Others of the same home, newest first. */
  same_home: Row[];
  steps: Step[];
}
