/** A draft under someone's hands: every change is on the phone's disk within a third of a second. */
import { type Signal, signal } from "@preact/signals";
import type { Answer, Asset, ChecklistVersion, Household, Item, PhotoNote, PhotoRole, Value } from "../api";
import { nameOf } from "../i18n";
import { isoDate } from "../i18n/format";
import { findPosition } from "../photos/position";
import { me } from "../shell/session";
import { isFull } from "../store/db";
import { discardDraft, draftOf, saveDraft } from "../store/drafts";
import { newId } from "../store/ids";
import { read, write } from "../store/meta";
import { outboxList, submitDraft } from "../store/outbox";
import type { TakenPhoto } from "../store/photos";
import type { Draft, InspectionPayload, OutboxItem, ScannedLabel } from "../store/shapes";
import { clockOffset } from "../sync/clock";
import { countedAnswers } from "./answers";
import { raisedBy } from "./raised";

const REST_MS = 300;

/** What may go wrong while saving, as the screen tells it. */
export type SaveFailure = "full" | "failed";

export class Drafting {
  readonly draft: Signal<Draft>;
  readonly unsaved = signal(false);
  readonly failure = signal<SaveFailure | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Submitted or given up: a position that comes late must not bring the draft back. */
  private over = false;

  constructor(draft: Draft) {
    this.draft = signal(draft);
  }

  /** Change the answer to an item; a new value counts as answered now. */
  answer(item: Item, changed: Partial<Pick<Answer, "value" | "note">>): void {
    const kept = this.answerOf(item.key);
    const answered_at = "value" in changed && changed.value !== kept.value ? new Date().toISOString() : kept.answered_at;
    this.change({ answers: { ...this.draft.value.answers, [item.key]: { ...kept, ...changed, answered_at } } });
  }

  answerOf(key: string): Answer {
    return this.draft.value.answers[key] ?? { item: key, value: null as Value | null, photos: [], answered_at: new Date().toISOString() };
  }

  /** The number stays as it is: the person has looked again. */
  confirm(key: string, value: number): void {
    this.change({ confirmed: { ...this.draft.value.confirmed, [key]: value } });
  }

  turnTo(section: number): void {
    this.change({ section });
  }

  private change(changed: Partial<Draft>): void {
    if (this.over) return;
    this.draft.value = { ...this.draft.value, ...changed, updated_at: new Date().toISOString() };
    this.unsaved.value = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), REST_MS);
  }

  /** Pictures and draft go to the disk together, at once; without room the text is kept and the picture is not. */
  async addPhoto(item: Item, role: PhotoRole, taken: TakenPhoto): Promise<void> {
    const { position } = this.draft.value;
    const place = position ? { longitude: position.longitude, latitude: position.latitude } : {};
    const note: PhotoNote = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at, ...place };
    const before = this.draft.value;
    const kept = this.answerOf(item.key);
    this.change({ answers: { ...before.answers, [item.key]: { ...kept, photos: [...kept.photos, note] } } });
    if (await this.save([taken])) return;
    this.change({ answers: before.answers });
    const why = this.failure.value;
    if (await this.save()) this.failure.value = why === "full" ? "full" : null;
  }

  removePhoto(item: Item, sha256: string): void {
    const kept = this.answerOf(item.key);
    const photos = kept.photos.filter((photo) => photo.sha256 !== sha256);
    this.change({ answers: { ...this.draft.value.answers, [item.key]: { ...kept, photos } } });
  }

  async locate(): Promise<void> {
    const position = await findPosition();
    if (position) this.change({ position });
  }

  /** Write what is not written yet; true when it is on the disk. */
  async save(taken: TakenPhoto[] = []): Promise<boolean> {
    clearTimeout(this.timer);
    const saved = this.draft.value;
    try {
      await saveDraft(saved, taken);
      if (this.draft.value === saved) this.unsaved.value = false;
      this.failure.value = null;
      return true;
    } catch (error) {
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }

  /** Into the outbox, as it stands on the disk. The caller has seen to it that nothing is missing. */
  async submit(): Promise<void> {
    clearTimeout(this.timer);
    this.over = true;
    const draft = this.draft.value;
    const finished_at = new Date().toISOString();
    const earlier = await earlierHazards(draft);
    const raised = raisedBy(draft, (item) => earlier.returned[item] ?? newId()).filter(({ item }) => !(item in earlier.replaced));
    const payload: InspectionPayload = {
      id: draft.id,
      visit: draft.visit,
      asset: draft.asset,
      household: draft.household,
      checklist_version: draft.checklist.id,
      answers: countedAnswers(draft),
      label: draft.label,
      position: draft.position,
      started_at: draft.started_at,
      finished_at,
      clock_offset_ms: await clockOffset(),
      replaces: draft.replaces,
      hazards: Object.fromEntries(raised.map(({ item, id }) => [item, id])),
    };
    const made = {
      operation: { type: "inspection.submit" as const, payload },
      author: draft.author,
      happened_at: finished_at,
      subject: draft.household_name ? `${draft.asset_name} · ${draft.household_name}` : draft.asset_name,
      photos: [...new Set(payload.answers.flatMap((answer) => answer.photos.map((photo) => photo.sha256)))],
      raised,
    };
    await submitDraft(draft, made).catch((error: unknown) => {
      this.over = false;
      throw error;
    });
  }

  async discard(): Promise<void> {
    clearTimeout(this.timer);
    this.over = true;
    await discardDraft(this.draft.value.id);
  }
}

/**
 * Ids of hazards by item. What the server returned raised none: its ids are used again, so that steps which wait for
 * those hazards find them. What the inspection raised that this one replaces is still the same hazard.
 */
async function earlierHazards({ corrects, replaces }: Draft): Promise<Record<"returned" | "replaced", Record<string, string>>> {
  const queue = await outboxList();
  const find = (id: string | null, state: OutboxItem["state"]): InspectionPayload | null => {
    const item = queue.find((each) => each.type === "inspection.submit" && each.payload.id === id && each.state === state);
    return item?.type === "inspection.submit" ? item.payload : null;
  };
  const replaced: Record<string, string> = {};
  for (let former = find(replaces, "received"); former; former = find(former.replaces, "received")) Object.assign(replaced, former.hazards);
  return { returned: find(corrects, "refused")?.hazards ?? {}, replaced };
}

export async function openDraft(id: string): Promise<Drafting | null> {
  const draft = await draftOf(id);
  return draft ? new Drafting(draft) : null;
}

export interface Beginning {
  asset: Asset;
  checklist: ChecklistVersion;
  household: Household | null;
  householdName: string | null;
  label: ScannedLabel | null;
}

/** Begin an inspection: on the disk before the first question is asked. */
export async function beginDraft({ asset, checklist, household, householdName, label }: Beginning): Promise<Draft> {
  const person = me.value!.user;
  const now = new Date().toISOString();
  const draft: Draft = {
    id: newId(),
    author: { id: person.id, name: person.name },
    visit: await visitTo(asset.site),
    asset: asset.id,
    asset_name: nameOf(asset),
    site: asset.site,
    household: household?.id ?? null,
    household_name: householdName,
    checklist,
    limits: asset.limits ?? {},
    answers: {},
    confirmed: {},
    label,
    position: null,
    started_at: now,
    updated_at: now,
    section: 0,
    replaces: null,
    corrects: null,
  };
  await saveDraft(draft);
  return draft;
}

/** All inspections of one site on one day belong to one visit. */
async function visitTo(site: string): Promise<string> {
  const day = isoDate(new Date());
  const visits = (await read("visits")) ?? {};
  const known = visits[site];
  if (known?.day === day) return known.id;
  const made = { id: newId(), day };
  const ofToday = Object.fromEntries(Object.entries(visits).filter(([, visit]) => visit.day === day));
  await write("visits", { ...ofToday, [site]: made });
  return made.id;
}
