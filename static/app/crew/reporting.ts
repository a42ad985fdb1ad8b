/** A hazard report being written: kept on the phone at every change, like a checklist's draft. */
import { type Signal, signal } from "@preact/signals";
import type { PhotoNote, PhotoRole } from "../api";
import { inLanguage, nameOf } from "../i18n";
import { findPosition } from "../photos/position";
import { parse } from "../rules/labels";
import { me } from "../shell/session";
import { isFull } from "../store/db";
import { newId } from "../store/ids";
import { read } from "../store/meta";
import { one } from "../store/mirror";
import { enqueue } from "../store/outbox";
import type { TakenPhoto } from "../store/photos";
import { saveReport } from "../store/report";
import type { HazardPayload, ReportDraft, ScannedLabel } from "../store/shapes";
import type { SaveFailure } from "./drafting";
import { beginning, readHandbook, titleOf } from "./handbook/knowledge";
import { resolveLabel } from "./resolve";

const REST_MS = 300;

export type Gap = "what" | "where" | "grade" | "close_up" | "context";

export class Reporting {
  readonly report: Signal<ReportDraft>;
  readonly failure = signal<SaveFailure | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly position = findPosition();

  constructor(report: ReportDraft) {
    this.report = signal(report);
  }

  change(changed: Partial<ReportDraft>): void {
    this.report.value = { ...this.report.value, ...changed };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), REST_MS);
  }

  async addPhoto(role: PhotoRole, taken: TakenPhoto): Promise<void> {
    const before = this.report.value;
    const note: PhotoNote = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at };
    this.change({ photos: [...before.photos, note] });
    if (await this.save([taken])) return;
    const why = this.failure.value;
    this.change({ photos: before.photos });
    if (await this.save()) this.failure.value = why;
  }

  removePhoto(sha256: string): void {
    this.change({ photos: this.report.value.photos.filter((photo) => photo.sha256 !== sha256) });
  }

  async save(taken: TakenPhoto[] = []): Promise<boolean> {
    clearTimeout(this.timer);
    try {
      await saveReport(this.report.value, taken);
      this.failure.value = null;
      return true;
    } catch (error) {
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }

  /** What is still to be answered, in the order of the form. One picture cannot be both. */
  gaps(): Gap[] {
    const { title, site, asset, grade, photos } = this.report.value;
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
    clearTimeout(this.timer);
    const { id, author, place, code, described, ...report } = this.report.value;
    const sorted = { ...(code ? { code } : {}), ...(described ? { described } : {}) };
    const payload: HazardPayload = { ...report, ...sorted, id, title: report.title.trim(), position: await Promise.race([this.position, nothingYet()]) };
    try {
      await enqueue(id, {
        operation: { type: "hazard.report", payload },
        author,
        happened_at: new Date().toISOString(),
        subject: `${payload.title} · ${place}`,
        photos: [...new Set(payload.photos.map((photo) => photo.sha256))],
      });
      return true;
    } catch (error) {
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }
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
  const kept = await read("report");
  const begun: ReportDraft = kept ?? {
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
  return new Reporting({ ...begun, ...(await placeOf(origin)), ...(await codeOf(origin.code)) });
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
