/** A complaint as the phone keeps it: what to do where by when; of people only who answers for it. */
import type { Id, Person } from "./types";
import type { Text } from "../i18n";

export type ComplaintStatus = "received" | "assessed" | "dispatched" | "handling" | "paused" | "resolved" | "verified" | "replied" | "closed";
export type VisitState = "arranged" | "nobody_home" | "done" | "cancelled";
export type Room = "living_room" | "bedroom" | "kitchen" | "bathroom" | "other";

/** A household visit to come. */
export interface PhoneVisit {
  id: Id;
  state: VisitState;
  version: number;
  starts_at: string;
  ends_at: string;
  visitor: Person;
  absences: number;
  key_is_out: boolean;
}

export interface PhoneComplaint {
  id: Id;
  number: string;
  status: ComplaintStatus;
  version: number;
  urgency: "urgent" | "ordinary";
  category: string | null;
  category_name: Text | null;
  /** About cold: not resolved without an indoor temperature. */
  measures_temperature: boolean;
  /** The building's name. */
  address: string;
  building: { id: Id; name: string } | null;
  /** The door: only for whoever answers for it or visits. */
  unit: string;
  room: string;
  station: { id: Id; name: string; name_en: string } | null;
  organization: string;
  officer: Person | null;
  leader: Id | null;
  /** °C, as the resident said. */
  indoor_c: number | null;
  received_at: string;
  /** Of the tightest open clock. */
  due_at: string | null;
  clock: string | null;
  paused_until: string | null;
  returns: number;
  promised_on: string | null;
  repeats: number;
  repeat_of: Id | null;
  merged_into: Id | null;
  merged_count: number;
  visits: PhoneVisit[];
  /** While it is handled: what a visit measured, and the household signed for. */
  measured: { indoor_c: number } | null;
}

/** Who is to be called at a place: whoever is on duty, now and in the next days. */
export interface OnDuty {
  id: Id;
  organization: string;
  area: string;
  name: Text;
  /** The organization's own. */
  phone: string;
  watches: Watch[];
}

export interface Watch {
  post: "leader" | "officer";
  person: Person & { phone: string };
  /** Null: for as long as no roster says otherwise. */
  starts_at: string | null;
  ends_at: string | null;
}
