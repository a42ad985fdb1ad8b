/** Shapes of the server's answers that the phone keeps. Ids are UUIDs; `…_at` are ISO 8601 times with offset. */
import type { Text } from "../i18n";
import type { Description, Phrase } from "../rules/describing";
import type { Plan, Step } from "../rules/hazards";

export type { Text };

export type Id = string;

export interface Me {
  user: { id: Id; username: string; name: string; role: string; language: "zh" | "en"; must_change_password: boolean };
  organization: { path: string; name: string; name_en: string; kind: string };
  area: { path: string; name: string; name_en: string } | null;
  permissions: string[];
  server_time: string;
}

export interface Person {
  id: Id;
  name: string;
}

export interface Position {
  longitude: number;
  latitude: number;
  accuracy_m: number;
  at: string;
}

export interface Site {
  id: Id;
  code: string;
  name: string;
  name_en: string | null;
  /** The forms a search may match, one a line: names, initials, full pinyin. */
  search?: string;
  kind: string;
  organization: string;
  area: string;
  address: string;
  longitude: number | null;
  latitude: number | null;
  heated_area_m2: number | null;
  households: number | null;
  responsible: Person | null;
  safety_owner: Person | null;
}

export interface Limit {
  low: number | null;
  high: number | null;
}

export interface Asset {
  id: Id;
  code: string;
  name: string;
  name_en: string | null;
  search?: string;
  kind: string;
  site: Id;
  parent: Id | null;
  organization: string;
  area: string;
  status: "in_service" | "standby" | "retired";
  heated_area_m2: number | null;
  households: number | null;
  responsible: Person | null;
  safety_owner: Person | null;
  in_service_on: string | null;
  fields: Record<string, string | number | boolean | null>;
  limits: Record<string, Limit>;
}

export interface KindField {
  key: string;
  name: Text;
  kind: "text" | "number" | "date" | "choice" | "yes_no";
  unit: string;
  options: { key: string; name: Text }[];
}

export interface AssetKind {
  key: string;
  name: Text;
  symbol: string;
  site: boolean;
  fields: KindField[];
  checklist: string | null;
}

export interface Label {
  id: Id;
  code: string;
  short_code: string;
  state: "blank" | "attached" | "retired" | "lost";
  asset: Id | null;
  reason: string | null;
}

export interface Season {
  id: Id;
  name: string;
  /** "" is the whole city; an area's own season goes before the city's. */
  area: string;
  starts_on: string;
  ends_on: string;
  preparation_starts_on: string;
  gates: Record<string, string>;
}

export interface Household {
  id: Id;
  building: Id;
  unit: string;
  room: string;
}

export type Grade = "minor" | "general" | "larger" | "major";

export interface Named {
  id: Id;
  code: string;
  name: string;
  name_en?: string | null;
}

export type HazardStatus = "reported" | "rectifying" | "rectified" | "closed" | "dismissed";

/** A report begins the life of a hazard; "see_again" is the server's own. */
export type HazardStep = "report" | "see_again" | "replace_photo" | "reassign" | Step;

export interface HazardClock {
  id: Id;
  name: string;
  due_at: string;
  paused_until: string | null;
}

/** One step as it was taken: who, when, where, with what evidence. */
export interface StepTaken {
  id: Id;
  step: HazardStep;
  actor: Person;
  organization: string;
  happened_at: string;
  reason: string;
  note: string;
  photos: PhotoNote[];
  label: string | null;
  label_match: "matched" | "other" | "unknown" | "none";
  position: { longitude: number; latitude: number } | null;
  detail: {
    grade?: Grade;
    organization_name?: string;
    responsible?: Person;
    due_at?: string | null;
    due_on?: string;
    granted?: boolean;
    percent?: number;
    leader?: Person;
    complete?: boolean;
  };
}

export interface Hazard {
  id: Id;
  number: string;
  site: Named;
  asset: Named | null;
  title: string;
  title_en: string;
  description: string;
  grade: Grade;
  status: HazardStatus;
  version: number;
  reporter: Person;
  /** The person who answers for it. */
  responsible: Person | null;
  /** The unit that must rectify it. */
  unit: { path: string; name: string; name_en: string };
  organization: string;
  area: string;
  position: { longitude: number; latitude: number } | null;
  happened_at: string;
  code: string | null;
  described: Description | null;
  weak_link: boolean;
  /** Of the tightest open clock. */
  due_at: string | null;
  /** The open ones, tightest first. */
  clocks: HazardClock[];
  photos: PhotoNote[];
  rectified_by: Person | null;
  rectified_crew: string | null;
  reworks: number;
  sightings: number;
  supervised: { leader: Person; at: string } | null;
  plan_needed: boolean;
  plan_complete: boolean;
  extension: { id: Id; asked_by: Person; asked_organization: string; due_on: string } | null;
  /** By when it must be rectified, once it is confirmed. */
  rectify_due_at: string | null;
  closed_at: string | null;
  /** Of the inspection that raised it. */
  item: string | null;
  household: Id | null;
  plan: Plan | null;
  /** What was done after the report, oldest first. */
  steps: StepTaken[];
}

/** Under whom a hazard can be listed for supervision 挂牌督办. */
export interface Leader {
  id: Id;
  name: string;
  role: string;
  organization: string;
}

export interface TimeAmount {
  n: number;
  unit: string;
}

/** A page of the handbook 手册: when it is a hazard, by when it must be gone, and when it is. */
export interface HandbookCode {
  sort: "code";
  key: string;
  code_class: string;
  number: string;
  name: Text;
  definition: Text;
  filing: Text;
  closing: Text;
  grade: Grade;
  synonyms: string[];
  weak_link: boolean;
  parts: string[];
  defects: string[];
  asset_kinds: string[];
  photo: string | null;
  in_force: boolean;
  kind: "part" | "event";
  /** What really holds, before and in the heating season. */
  time_limit: TimeAmount | null;
  time_limit_in_season: TimeAmount | null;
  search: string;
}

export interface HandbookClass {
  sort: "class";
  key: string;
  kind: "part" | "event";
  number: string;
  name: Text;
  positions: string[];
  in_force: boolean;
}

export interface HandbookPhrase extends Phrase {
  sort: "phrase";
}

export type HandbookEntry = HandbookCode | HandbookClass | HandbookPhrase | { sort: "policy"; key: string };

export interface AssetState {
  asset: Id;
  inspection: Id;
  happened_at: string;
  outcome: string;
  failing: string[];
  author_name: string;
  /** Number answers of that inspection, by item. */
  readings?: Record<string, number>;
}

export interface ChecklistVersion {
  id: Id;
  key: string;
  number: number;
  state: string;
  document: ChecklistDocument;
}

export interface ChecklistDocument {
  key: string;
  name: Text;
  kinds: string[];
  sections: Section[];
}

export interface Section {
  key: string;
  title: Text;
  confined: boolean;
  items: Item[];
}

export type ItemKind = "judgement" | "four_valued" | "number" | "choice" | "choices" | "text" | "photo" | "date" | "signature";
export type PhotoRule = "never" | "on_fail" | "always";

export interface ItemLimits {
  low: number | null;
  high: number | null;
  hard_low: number | null;
  hard_high: number | null;
}

export interface Item {
  key: string;
  kind: ItemKind;
  title: Text;
  help: Text | null;
  source: string;
  required: boolean;
  photos: { close_up: PhotoRule; context: PhotoRule };
  grade: Grade | null;
  aspect: "on_time" | "quality" | "safety";
  unit: string | null;
  limits: ItemLimits | null;
  options: { key: string; title: Text; fails: boolean }[];
  when: { item: string; is: (string | number | boolean)[] } | null;
  gate: string | null;
  guards: boolean;
}

export type PhotoRole = "close_up" | "context" | "other" | "before" | "after";

export interface PhotoNote {
  sha256: string;
  role: PhotoRole;
  taken_at: string;
  longitude?: number;
  latitude?: number;
}

export interface Signature {
  name: string;
  strokes: number[][];
}

export type Value = string | number | string[] | Signature;

export interface Answer {
  item: string;
  value: Value | null;
  note?: string;
  photos: PhotoNote[];
  answered_at: string;
}
