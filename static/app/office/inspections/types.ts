import type { Answer, Grade, Id, Person } from "../../api";

export interface Place {
  id: Id;
  code: string;
  name: string;
  name_en?: string | null;
  kind: string;
}

/** `happened_at` is corrected by the phone's clock offset; `failing` are keys of checklist items. */
export interface InspectionRow {
  id: Id;
  visit: Id;
  site: Place;
  asset: Place;
  household: Id | null;
  author: Person;
  checklist_version: Id;
  happened_at: string;
  received_at: string;
  outcome: string;
  answered: number;
  failed: number;
  failing: string[];
  replaces: Id | null;
  replaced_by: Id | null;
  quarantined_at: string | null;
  /** Held back and then found not to count. */
  dismissed_at: string | null;
  dismissed_by?: { id: string; name: string } | null;
  dismissal_reason?: string;
}

export interface Raised {
  id: Id;
  number: string;
  item: string;
  grade: Grade;
  status: string;
}

export interface Inspection extends InspectionRow {
  device: Id | null;
  started_at: string;
  finished_at: string;
  clock_offset_ms: number | null;
  answers: Answer[];
  label: { code: string; scanned_at: string } | null;
  label_match: "matched" | "other_asset" | "not_attached" | "unknown" | null;
  position: { longitude: number; latitude: number; accuracy_m: number | null; at: string | null } | null;
  hazards: Raised[];
}
