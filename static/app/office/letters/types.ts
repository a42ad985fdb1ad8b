import type { Grade, Id, Person } from "../../api";
import type { Unit } from "../hazards/types";
import type { Picture } from "../../ui/photos";

export interface LetterSummary {
  id: Id;
  number: string;
  title: string;
  leader: string;
  due_on: string;
  /** Not replied to by the end of that day. */
  overdue: boolean;
  organization: Unit;
  area: string;
  issuer: Unit;
  issued_by: Person;
  issued_at: string;
  replied_at: string | null;
}

export interface LetterHazard {
  id: Id;
  number: string;
  title: string;
  title_en: string;
  site_name: string;
  site_name_en: string;
  grade: Grade;
  status: string;
  rectify_due_at: string | null;
}

export interface Reply {
  text: string;
  photos: Picture[];
  by: Person;
  at: string;
}

export interface Letter extends LetterSummary {
  text: string;
  hazards: LetterHazard[];
  reply: Reply | null;
  /** What was written after the reply, oldest first. */
  follow_ups: Reply[];
}
