/** Household visits as the server answers them. */
export type VisitState = "arranged" | "nobody_home" | "done" | "cancelled";
export type Room = "living_room" | "bedroom" | "kitchen" | "bathroom" | "other";

interface Person {
  id: string;
  name: string;
}

export interface Key {
  relation: string;
  from_at: string;
  until_at: string;
  consented_at: string;
  returned_at: string | null;
  is_out: boolean;
}

export interface Visit {
  id: string;
  complaint: string;
  number: string;
  address: string;
  state: VisitState;
  version: number;
  starts_at: string;
  ends_at: string;
  visitor: Person;
  note: string;
  arranged_by: Person;
  arranged_at: string;
  absences: number;
  key: Key | null;
  ended_at: string | null;
  outcome: string | null;
  measured: { indoor_c: number; room: Room; measured_at: string } | null;
  signed_by_resident: boolean | null;
  unsigned_reason: string | null;
  photos: { sha256: string; role: string; taken_at: string | null }[];
}

/** A signature as checklists have it: x, y, x, y … for each stroke. */
export interface Signature {
  name: string;
  strokes: number[][];
}

export const isToCome = (visit: Visit): boolean => visit.state === "arranged" || visit.state === "nobody_home";
