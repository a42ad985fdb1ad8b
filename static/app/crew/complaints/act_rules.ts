/** What each act with a complaint asks for, what is still missing, and the operation it becomes. Pure. */
import type { PhoneComplaint, Signature } from "../../api";
import { completionGaps } from "../../rules/complaints";
import type { Act, ActDraft, ComplaintOperation } from "../../store/complaint_shapes";
import type { StepPhoto } from "../../store/shapes";

const LONGEST_SLOT_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const MOST_HOURS = 24 * 60;

/** How the form of an act looks. */
export interface ActForm {
  text: "required" | "optional";
  photo: StepPhoto["role"] | null;
}

export const ACT_FORMS: Record<Act, ActForm> = {
  resolve: { text: "required", photo: "after" },
  return: { text: "required", photo: null },
  interim_reply: { text: "required", photo: null },
  pause: { text: "required", photo: null },
  note: { text: "required", photo: "other" },
  arrange: { text: "optional", photo: null },
  move: { text: "optional", photo: null },
  miss: { text: "optional", photo: "other" },
  complete: { text: "required", photo: "after" },
  cancel: { text: "required", photo: null },
};

export type ActGap = "text" | "indoor" | "hours" | "promised_on" | "slot" | "/resident_signature" | "/visitor_signature" | "/unsigned_reason";

/** In the order of the form. The same rules as the server's, which refuses what gets past them. `today` is YYYY-MM-DD. */
export function actGaps(draft: ActDraft, complaint: PhoneComplaint, measured: number | null, today: string, now: number): ActGap[] {
  const { act } = draft;
  const open: [ActGap, boolean][] = [
    ["text", ACT_FORMS[act].text === "required" && !draft.text.trim()],
    ["indoor", isIndoorMissing(draft, complaint, measured)],
    ["hours", act === "pause" && !isWhole(draft.hours, 1, MOST_HOURS)],
    ["promised_on", act === "interim_reply" && !(draft.promised_on >= today)],
    ["slot", (act === "arrange" || act === "move") && !isSlot(draft, now)],
  ];
  const signatures = act === "complete" ? completionGaps(isSigned(draft.resident), isSigned(draft.visitor) === true, draft.unsigned) : [];
  return [...open.filter(([, missing]) => missing).map(([gap]) => gap), ...(signatures as ActGap[])];
}

/** Null: not signed at all. */
export function isSigned({ name, strokes }: Signature): boolean | null {
  return strokes.length === 0 ? null : name.trim() !== "";
}

/** What was measured and signed for at a visit need not be said again. */
function isIndoorMissing({ act, indoor }: ActDraft, { measures_temperature }: PhoneComplaint, measured: number | null): boolean {
  if (act !== "resolve" && act !== "complete") return false;
  const isNeeded = measures_temperature && (act === "complete" || measured === null);
  return indoor.trim() === "" ? isNeeded : !isCelsius(indoor);
}

function isCelsius(typed: string): boolean {
  const value = celsius(typed);
  return value !== null && value >= -40 && value <= 60;
}

/** Null where nothing was typed; NaN for what is no number. */
export function celsius(typed: string): number | null {
  return typed.trim() === "" ? null : Number(typed.trim().replace(/[，,]/, "."));
}

function isWhole(typed: string, least: number, most: number): boolean {
  const value = Number(typed);
  return Number.isInteger(value) && value >= least && value <= most;
}

/** The city's clock is China's, which has no summer time. */
export function momentOf(day: string, time: string): string {
  return `${day}T${time}:00+08:00`;
}

/** From 23:30 until 00:30 ends on the day after. */
function slotOf({ day, from, until }: ActDraft): { starts_at: string; ends_at: string } {
  return { starts_at: momentOf(day, from), ends_at: momentOf(until > from ? day : dayAfter(day), until) };
}

function dayAfter(day: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(midnight) ? day : new Date(midnight + DAY_MS).toISOString().slice(0, 10);
}

function isSlot(draft: ActDraft, now: number): boolean {
  const { starts_at, ends_at } = slotOf(draft);
  const [starts, ends] = [Date.parse(starts_at), Date.parse(ends_at)];
  return ends > starts && ends > now && ends - starts <= LONGEST_SLOT_MS;
}

export function operationOf(draft: ActDraft): ComplaintOperation {
  const { complaint, visit_version: version, photos } = draft;
  const visit = draft.visit!;
  const text = draft.text.trim();
  const slot = slotOf(draft);
  switch (draft.act) {
    case "resolve":
      return { type: "complaint.resolve", payload: { complaint, done: text, cause: draft.cause.trim(), indoor_c: celsius(draft.indoor), photos, position: draft.position } };
    case "return":
      return { type: "complaint.return", payload: { complaint, reason: text } };
    case "interim_reply":
      return { type: "complaint.interim_reply", payload: { complaint, text, promised_on: draft.promised_on } };
    case "pause":
      return { type: "complaint.pause", payload: { complaint, reason: text, hours: Number(draft.hours) } };
    case "note":
      return { type: "complaint.note", payload: { complaint, text, contacted: draft.contacted, photos } };
    case "arrange":
      return { type: "visit.arrange", payload: { complaint, ...slot, visitor: draft.author.id, note: text } };
    case "move":
      return { type: "visit.move", payload: { visit, version, ...slot, reason: text } };
    case "miss":
      return { type: "visit.miss", payload: { visit, note: text, photos } };
    case "complete":
      return { type: "visit.complete", payload: { visit, ...result(draft, text) } };
    case "cancel":
      return { type: "visit.cancel", payload: { visit, version, reason: text } };
  }
}

function result(draft: ActDraft, note: string) {
  const indoor_c = celsius(draft.indoor);
  return {
    note,
    measurement: indoor_c === null ? null : { indoor_c, room: draft.room, measured_at: draft.measured_at ?? draft.updated_at },
    resident_signature: isSigned(draft.resident) === null ? null : draft.resident,
    visitor_signature: draft.visitor,
    unsigned_reason: draft.unsigned.trim(),
    photos: draft.photos,
  };
}
