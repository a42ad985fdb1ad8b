import type { Grade, Person } from "../../api";
import type { Text } from "../../i18n";

export const UNITS = ["minutes", "hours", "urgent_hours", "working_hours", "days", "working_days", "same_day"] as const;
export type Unit = (typeof UNITS)[number];

/** A length of time in the units a rule is written in. */
export interface Amount {
  n: number;
  unit: Unit;
}

/** One line of a policy; the first that fits counts. Null means that it does not matter. */
export interface PolicyRule {
  amount: Amount | null;
  grades: Grade[];
  in_season: boolean | null;
  rural: boolean | null;
  /** A gate of the season by whose date it must be done all the same. */
  not_after: string | null;
  calendar: string;
}

/** What every entry of the catalogue carries about its last change. */
export interface Changed {
  version: number;
  changed_at: string | null;
  changed_by: Person | null;
}

export interface Policy extends Changed {
  key: string;
  name: Text;
  rules: PolicyRule[];
  basis: Text;
}

export interface Change {
  version: number;
  document: unknown;
  note: string;
  changed_at: string;
  /** Null for what came with the product. */
  changed_by: Person | null;
}

export interface Interval {
  from: string;
  to: string;
}

export type DayKind = "holiday" | "working" | "ordinary";

export interface NamedDay {
  on: string;
  kind: DayKind;
  name: string;
}

export interface WorkCalendar {
  key: string;
  name: Text;
  /** Monday first. */
  week: Interval[][];
  days: NamedDay[];
  entered_until: string | null;
  version: number;
}

export const ROLES = ["responsible", "verifier", "safety_officer", "duty_officer", "leader_in_charge", "company_manager", "district_officer", "city_leader"] as const;
export type Role = (typeof ROLES)[number];

/** Who is told, and how long the next step waits for what they do. */
export interface LadderStep {
  roles: Role[];
  delay_minutes: number;
}

export interface Ladder {
  key: string;
  name: Text;
  warn_before_minutes: number | null;
  warn: Role[];
  steps: LadderStep[];
  version: number;
}

export interface Rows<Row> {
  items: Row[];
}
