/** What lies in this phone's database. */
import type { Answer, ChecklistVersion, Grade, Id, Limit, Me, Person, PhotoNote, Position, ProblemDocument } from "../api";
import type { Description } from "../rules/describing";
import type { Plan } from "../rules/hazards";
import type { ComplaintOperation } from "./complaint_shapes";

/** An inspection being filled in; its id becomes the inspection's id. */
export interface Draft {
  id: Id;
  author: Person;
  visit: Id;
  asset: Id;
  /** For lists, also when the mirror no longer has the asset. */
  asset_name: string;
  site: Id;
  household: Id | null;
  household_name: string | null;
  /** The whole version: the mirror keeps only the newest. */
  checklist: ChecklistVersion;
  /** The asset's own limits when the draft was begun. */
  limits: Record<string, Limit>;
  answers: Record<string, Answer>;
  /** Numbers outside the normal range that the person has confirmed, by item. */
  confirmed: Record<string, number>;
  label: ScannedLabel | null;
  position: Position | null;
  started_at: string;
  updated_at: string;
  section: number;
  replaces: Id | null;
  /** The refused operation this draft was made from. */
  corrects: Id | null;
}

export interface ScannedLabel {
  code: string;
  scanned_at: string;
}

export interface InspectionPayload {
  id: Id;
  visit: Id;
  asset: Id;
  household: Id | null;
  checklist_version: Id;
  answers: Answer[];
  label: ScannedLabel | null;
  position: Position | null;
  started_at: string;
  finished_at: string;
  clock_offset_ms: number | null;
  replaces: Id | null;
  hazards: Record<string, Id>;
}

export interface HazardPayload {
  id: Id;
  site: Id | null;
  asset: Id | null;
  title: string;
  description: string;
  grade: string;
  photos: PhotoNote[];
  position: Position | null;
  label: ScannedLabel | null;
  code?: string;
  described?: Description;
}

export interface AttachPayload {
  code: string;
  asset: Id;
}

/** A picture of a step: no coordinates of its own, the step has them. */
export type StepPhoto = Pick<PhotoNote, "sha256" | "role" | "taken_at">;

interface OfHazard {
  hazard: Id;
}

/** What proves that a person stood before it. */
interface OnSite {
  photos: StepPhoto[];
  label: ScannedLabel | null;
  position: Position | null;
}

export interface ConfirmPayload extends OfHazard {
  /** Of the hazard that the person saw when deciding. */
  version: number;
  grade: Grade;
  organization: string;
  responsible: Id;
  weak_link: boolean;
  note: string;
}

export interface DismissPayload extends OfHazard {
  version: number;
  reason: string;
}

export interface RepairPayload extends OfHazard, OnSite {
  done: string;
}

export interface AcceptPayload extends OfHazard, OnSite {
  note: string;
}

export interface SendBackPayload extends OfHazard, OnSite {
  reason: string;
}

export interface ProgressPayload extends OfHazard {
  text: string;
  percent: number;
  photos: StepPhoto[];
}

/** The plan as it is from now on, and the version of the hazard that its author saw. */
export interface PlanPayload extends OfHazard, Plan {
  version: number;
}

/** The operation's id is the extension's. */
export interface AskExtensionPayload extends OfHazard {
  reason: string;
  due_on: string;
}

export interface DecideExtensionPayload extends OfHazard {
  extension: Id;
  granted: boolean;
  reason: string;
}

export interface SupervisePayload extends OfHazard {
  version: number;
  leader: Id;
  reason: string;
}

export interface ReopenPayload extends OfHazard {
  version: number;
  reason: string;
  photos: StepPhoto[];
}

/** In place of a picture that the server refused, or that never reached it. */
export interface ReplacePhotoPayload extends OfHazard {
  refused: string;
  replacement: string;
  reason: string;
  taken_at: string;
}

export type StepOperation =
  | { type: "hazard.confirm"; payload: ConfirmPayload }
  | { type: "hazard.dismiss"; payload: DismissPayload }
  | { type: "hazard.fix_on_the_spot"; payload: RepairPayload }
  | { type: "hazard.rectify"; payload: RepairPayload }
  | { type: "hazard.accept"; payload: AcceptPayload }
  | { type: "hazard.send_back"; payload: SendBackPayload }
  | { type: "hazard.progress"; payload: ProgressPayload }
  | { type: "hazard.plan"; payload: PlanPayload }
  | { type: "hazard.ask_extension"; payload: AskExtensionPayload }
  | { type: "hazard.decide_extension"; payload: DecideExtensionPayload }
  | { type: "hazard.supervise"; payload: SupervisePayload }
  | { type: "hazard.reopen"; payload: ReopenPayload };

export type Operation =
  | { type: "inspection.submit"; payload: InspectionPayload }
  | { type: "hazard.report"; payload: HazardPayload }
  | { type: "label.attach"; payload: AttachPayload }
  | { type: "hazard.replace_photo"; payload: ReplacePhotoPayload }
  | StepOperation
  | ComplaintOperation;

/** The steps a phone takes, with or without signal. */
export const PHONE_STEPS = [
  "confirm",
  "dismiss",
  "fix_on_the_spot",
  "plan",
  "ask_extension",
  "decide_extension",
  "progress",
  "rectify",
  "accept",
  "send_back",
  "reopen",
  "supervise",
] as const;
export type PhoneStep = (typeof PHONE_STEPS)[number];

/** The five implementations as they are typed. */
export interface PlanDraft {
  organization: string;
  person: Id;
  time_limit_on: string;
  measures: string;
  amount: string;
  source: string;
  contingency: string;
}

/** A step being filled in; its id becomes the operation's. */
export interface StepDraft {
  id: Id;
  author: Person;
  hazard: Id;
  step: PhoneStep;
  /** Of the hazard when the step was begun. */
  version: number;
  /** What was done, why, or how far it is: each step has one text. */
  text: string;
  percent: number | null;
  grade: Grade | null;
  weak_link: boolean;
  organization: string | null;
  responsible: Id | null;
  plan: PlanDraft | null;
  /** The day that is asked for. */
  due_on: string;
  granted: boolean | null;
  /** The one that is decided. */
  extension: Id | null;
  /** Whom the step names, beside the responsible person of a confirmation. */
  named: Person | null;
  photos: StepPhoto[];
  label: ScannedLabel | null;
  position: Position | null;
  updated_at: string;
  /** The refused operation it was made from. */
  corrects: Id | null;
}

/**
 * waiting: to be sent · refused: parked with the server's reason until a person settles it · received: the server
 * has it (kept 30 days with its receipt) · settled: a person has dealt with a refusal.
 */
export type OutboxState = "waiting" | "refused" | "received" | "settled";

export type OutboxItem = Operation & {
  id: Id;
  /** Order of capture on this phone. */
  seq: number;
  author: Person;
  happened_at: string;
  /** What it is about, for lists. */
  subject: string;
  photos: string[];
  state: OutboxState;
  tries: number;
  last_try_at: number | null;
  /** Milliseconds since the epoch; not to be sent before. */
  next_try_at: number;
  problem: ProblemDocument | null;
  received_at: string | null;
  replayed: boolean;
  settled_by: "edited" | "discarded" | null;
  /** For steps: the version of the hazard, or of the complaint, that the person saw. */
  seen_version?: number;
  /** For steps of complaints and for visits: the complaint. */
  about?: Id;
  /** For steps: whom it names, by name; the payload has the id. */
  named?: Person | null;
  /** For inspections: the hazards that the server will raise from it, for as long as it has not told of them. */
  raised?: RaisedHere[];
};

/** A failing answer, as the hazard that it raises; the id is this phone's. */
export interface RaisedHere {
  id: Id;
  item: string;
  title: string;
  title_en: string;
  grade: Grade;
  description: string;
  photos: PhotoNote[];
}

/** A picture of a draft or of the queue; its bytes lie in `photo_bytes` until the server has them. */
export interface StoredPhoto {
  sha256: string;
  type: string;
  size: number;
  taken_at: string;
  arrived: boolean;
  problem: ProblemDocument | null;
}

export type MirrorKind = "asset" | "site" | "label" | "checklist" | "kind" | "season" | "hazard" | "asset_state" | "leader" | "household" | "hazard_code" | "complaint" | "on_duty";

/** One row of the server as last pulled. A new generation is filled beside the old one and swapped in when complete. */
export interface MirrorRow {
  generation: number;
  kind: string;
  id: string;
  row: unknown;
  /** Looked up by these; absent where the kind has none. */
  site?: string;
  asset?: string;
  building?: string;
  code?: string;
  short_code?: string;
}

/** Where the mirror stands: which generation is shown, which is being filled, for whom. */
export interface MirrorStanding {
  user: Id;
  generation: number | null;
  filling: number;
  cursor: string | null;
  pulled_at: string | null;
}

export interface Meta {
  person: Me;
  device: Id;
  seq: number;
  clock_offset_ms: number;
  not_before: number;
  mirror: MirrorStanding;
  /** Labels scanned without signal that this phone did not know. */
  unknown_labels: ScannedLabel[];
  visits: Record<Id, { id: Id; day: string }>;
  report: ReportDraft;
  /** Those that were being written when a refused one was taken up, the last first. */
  reports_aside: ReportDraft[];
  /** Messages not read yet, as last told by the server. */
  unread: number;
  inbox: KeptInbox;
  confirmed: Confirmation;
}

/** A hazard report being written. */
export interface ReportDraft {
  id: Id;
  author: Person;
  site: Id | null;
  asset: Id | null;
  place: string;
  title: string;
  description: string;
  grade: string;
  photos: PhotoNote[];
  label: ScannedLabel | null;
  code?: string | null;
  described?: Description | null;
  /** The refused operation it was made from. */
  corrects?: Id | null;
  /** Since it was first kept. */
  updated_at?: string;
}

export interface Message {
  id: Id;
  kind: string;
  title: string;
  body: string;
  link: string;
  urgent: boolean;
  subject: { kind: string; id: string };
  created_at: string;
  read_at: string | null;
}

/** The newest messages, for when there is no signal. */
export interface KeptInbox {
  user: Id;
  items: Message[];
}

/** The last comparison of this phone with the server. */
export interface Confirmation {
  at: string;
  sent: number;
  confirmed: number;
  missing_operations: Id[];
  missing_photos: string[];
}
