/** Shapes of the server's answers that the phone keeps. Ids are UUIDs; `…_at` are ISO 8601 times with offset. */
import type { Text } from "../i18n";

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
  status: string;
  reporter: Person | null;
  happened_at: string;
}

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

export type PhotoRole = "close_up" | "context" | "other";

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
