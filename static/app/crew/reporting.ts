/** A hazard report being written: kept on the phone at every change, like a checklist's draft. */
import type { PhotoNote, PhotoRole, Position } from "../api";
import { inLanguage, nameOf } from "../i18n";
import { findPosition } from "../photos/position";
import { parse } from "../rules/labels";
import { me } from "../shell/session";
import { newId } from "../store/ids";
import type { Change } from "../store/kept";
import { one } from "../store/mirror";
import { type NewOperation, submitReport } from "../store/outbox";
import type { TakenPhoto } from "../store/photos";
import { beginReport, changeReport, keptReport, reportBy } from "../store/report";
import type { HazardPayload, ReportDraft, ScannedLabel } from "../store/shapes";
import { beginning, readHandbook, titleOf } from "./handbook/knowledge";
import { resolveLabel } from "./resolve";
import { Resting } from "./resting";

export type Gap = "what" | "where" | "grade" | "close_up" | "context";

export class Reporting extends Resting<ReportDraft> {
  private readonly position = findPosition();

  protected write(change: Change<ReportDraft>, taken: TakenPhoto[]): Promise<ReportDraft> {
    const report = this.draft.value;
    return this.begun ? changeReport(report.id, change, taken) : beginReport(report, change, taken);
  }

  protected read(): Promise<ReportDraft | undefined> {
    return this.begun ? reportBy(this.draft.value.id) : keptReport();
  }

  addPhoto(role: PhotoRole, taken: TakenPhoto): Promise<void> {
    const note: PhotoNote = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at };
    return this.putPhoto((report) => ({ ...report, photos: [...report.photos.filter((photo) => photo.sha256 !== note.sha256 || photo.role !== role), note] }), taken);
  }

  removePhoto(sha256: string): void {
    this.apply((report) => ({ ...report, photos: report.photos.filter((photo) => photo.sha256 !== sha256) }));
  }

  /** What is still to be answered, in the order of the form. One picture cannot be both. */
  gaps(): Gap[] {
    const { title, site, asset, grade, photos } = this.draft.value;
    const closeUps = new Set(photos.filter((photo) => photo.role === "close_up").map((photo) => photo.sha256));
    const context = photos.some((photo) => photo.role === "context" && !closeUps.has(photo.sha256));
    const open: [Gap, boolean][] = [
      ["what", !title.trim()],
      ["where", !site && !asset],
      ["grade", !grade],
      ["close_up", closeUps.size === 0],
      ["context", !context],
    ];
    return open.filter(([, missing]) => missing).map(([gap]) => gap);
  }

  /** Into the outbox; false when it could not be kept. */
  async submit(): Promise<boolean> {
    const position = await Promise.race([this.position, nothingYet()]);
    return this.hand((id, last) => submitReport(id, (kept) => operationOf(last(kept), position)));
  }
}

function operationOf(report: ReportDraft, position: Position | null): NewOperation {
  const { id, site, asset, description, grade, photos, label, code, described } = report;
  const sorted = { ...(code ? { code } : {}), ...(described ? { described } : {}) };
  const payload: HazardPayload = { id, site, asset, title: report.title.trim(), description, grade, photos, label, position, ...sorted };
  return {
    operation: { type: "hazard.report", payload },
    author: report.author,
    happened_at: new Date().toISOString(),
    subject: `${payload.title} · ${report.place}`,
    photos: [...new Set(photos.map((photo) => photo.sha256))],
  };
}

/** Submitting never waits for a position. */
const nothingYet = (): Promise<null> => new Promise((answer) => setTimeout(() => answer(null), 200));

interface Origin {
  asset: string | null;
  /** A label just scanned to say where. */
  label: string | null;
  /** A page of the handbook to report by. */
  code: string | null;
}

/** The report begun before, or a new one; the place is taken from where the person comes. */
export async function openReport(origin: Origin): Promise<Reporting> {
  const person = me.value!.user;
  const kept = await keptReport();
  const fresh: ReportDraft = {
    id: newId(),
    author: { id: person.id, name: person.name },
    site: null,
    asset: null,
    place: "",
    title: "",
    description: "",
    grade: "",
    photos: [],
    label: null,
  };
  return new Reporting(kept ?? fresh, kept !== undefined, { ...(await placeOf(origin)), ...(await codeOf(origin.code)) });
}

/** A page of the handbook writes title and grade to begin with. */
async function codeOf(key: string | null): Promise<Partial<ReportDraft>> {
  const handbook = key === null ? null : await readHandbook();
  const code = handbook?.codes.find((each) => each.key === key);
  if (!handbook || !code) return {};
  const described = beginning(code);
  return { code: code.key, described, title: described ? titleOf(described, handbook.phrases) : inLanguage(code.name), grade: code.grade };
}

async function placeOf({ asset, label }: Origin): Promise<Partial<ReportDraft>> {
  const scanned = label ? await assetOfLabel(label) : null;
  const found = await one("asset", scanned?.asset ?? asset ?? "");
  if (!found) return {};
  return { asset: found.id, site: found.site, place: nameOf(found), label: scanned?.label ?? null };
}

async function assetOfLabel(code: string): Promise<{ asset: string; label: ScannedLabel } | null> {
  const parsed = parse(code);
  const resolved = typeof parsed === "string" ? null : await resolveLabel(parsed);
  if (resolved?.state !== "attached") return null;
  return { asset: resolved.asset, label: { code: resolved.code ?? code, scanned_at: new Date().toISOString() } };
}
