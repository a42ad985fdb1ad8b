/** What a handler of complaints writes on this phone. */
import type { Id, Person, Position, Room, Signature } from "../api";
import type { ComplaintStep, VisitVerb } from "../rules/complaints";
import type { StepPhoto } from "./shapes";

interface OfComplaint {
  complaint: Id;
}

export interface ResolvePayload extends OfComplaint {
  done: string;
  cause: string;
  /** Null where a visit has measured it, or where it is not about cold. */
  indoor_c: number | null;
  photos: StepPhoto[];
  position: Position | null;
}

/** The operation's id is the visit's. */
export interface ArrangePayload extends OfComplaint {
  starts_at: string;
  ends_at: string;
  visitor: Id;
  note: string;
}

interface OfVisit {
  visit: Id;
}

export interface CompletePayload extends OfVisit {
  note: string;
  measurement: { indoor_c: number; room: Room; measured_at: string } | null;
  resident_signature: Signature | null;
  visitor_signature: Signature;
  unsigned_reason: string;
  photos: StepPhoto[];
}

export type ComplaintOperation =
  | { type: "complaint.acknowledge"; payload: OfComplaint }
  | { type: "complaint.return"; payload: OfComplaint & { reason: string } }
  | { type: "complaint.pause"; payload: OfComplaint & { reason: string; hours: number } }
  | { type: "complaint.resume"; payload: OfComplaint }
  | { type: "complaint.interim_reply"; payload: OfComplaint & { text: string; promised_on: string } }
  | { type: "complaint.resolve"; payload: ResolvePayload }
  | { type: "complaint.note"; payload: OfComplaint & { text: string; contacted: boolean; photos: StepPhoto[] } }
  | { type: "visit.arrange"; payload: ArrangePayload }
  | { type: "visit.move"; payload: OfVisit & { version: number; starts_at: string; ends_at: string; reason: string } }
  | { type: "visit.miss"; payload: OfVisit & { note: string; photos: StepPhoto[] } }
  | { type: "visit.complete"; payload: CompletePayload }
  | { type: "visit.cancel"; payload: OfVisit & { version: number; reason: string } };

/** What has a form of its own; acknowledging and going on take one tap. */
export const ACTS = ["resolve", "return", "interim_reply", "pause", "note", "arrange", "move", "miss", "complete", "cancel"] as const;
export type Act = (typeof ACTS)[number] & (ComplaintStep | VisitVerb | "arrange");

/** A step or a visit being filled in; its id becomes the operation's. */
export interface ActDraft {
  id: Id;
  author: Person;
  complaint: Id;
  act: Act;
  /** Which visit it is about, and its version when the form was opened. */
  visit: Id | null;
  visit_version: number;
  /** What was done, found, promised, or why: each act has one text. */
  text: string;
  cause: string;
  /** As it was typed. */
  indoor: string;
  room: Room;
  measured_at: string | null;
  hours: string;
  promised_on: string;
  contacted: boolean;
  day: string;
  from: string;
  until: string;
  resident: Signature;
  visitor: Signature;
  unsigned: string;
  photos: StepPhoto[];
  position: Position | null;
  updated_at: string;
  /** The refused operation it was made from. */
  corrects: Id | null;
}
