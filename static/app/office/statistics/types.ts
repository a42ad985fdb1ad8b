import type { Grade, Id, Person } from "../../api";
import type { Unit } from "../hazards/types";

/** A share with the counts behind it; the percentage of nothing is null. */
export interface Ratio {
  count: number;
  of: number;
  percent: number | null;
}

export interface Figures {
  reported: number;
  undecided: number;
  refused: number;
  valid: Ratio;
  rectified: number;
  rework: Ratio;
  on_time: Ratio;
  repeat: Ratio;
  verified: number;
  census: number;
}

export interface Line {
  person: Person | null;
  unit: Unit;
  figures: Figures;
}

export interface Refused {
  id: Id;
  number: string;
  title: string;
  grade: Grade;
  reporter: Person;
  reported_at: string;
  reason: string;
  refused_by: Person;
  refused_at: string;
}

export interface Statistics {
  from: string;
  to: string;
  by: "person" | "unit" | "company";
  total: Figures;
  rows: Line[];
  refused: Refused[];
}
