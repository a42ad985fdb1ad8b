/** An inspection being filled in: from its beginning into the outbox. */
import { type Signal, signal } from "@preact/signals";
import type { Answer, Asset, ChecklistVersion, Household, Item, PhotoNote, PhotoRole } from "../api";
import { nameOf } from "../i18n";
import { isoDate } from "../i18n/format";
import { findPosition } from "../photos/position";
import { me } from "../shell/session";
import { changeDraft, discardDraft, draftOf, keepNewDraft } from "../store/drafts";
import { newId } from "../store/ids";
import type { Change } from "../store/kept";
import { read, write } from "../store/meta";
import { type NewOperation, outboxList, submitDraft } from "../store/outbox";
import type { TakenPhoto } from "../store/photos";
import type { Draft, InspectionPayload, OutboxItem, ScannedLabel } from "../store/shapes";
import { clockOffset } from "../sync/clock";
import { countedAnswers } from "./answers";
import { raisedBy } from "./raised";
import { Resting } from "./resting";

export class Drafting extends Resting<Draft> {
  /** Each tab has its own; a draft is opened again where a page was turned last. */
  readonly page: Signal<number>;

  constructor(draft: Draft) {
    super(draft, true);
    this.page = signal(draft.section);
  }

  protected write(change: Change<Draft>, taken: TakenPhoto[]): Promise<Draft> {
    return changeDraft(this.draft.value.id, change, taken);
  }

  protected read(): Promise<Draft | undefined> {
    return draftOf(this.draft.value.id);
  }

  /** Change the answer to an item; a new value counts as answered now. */
  answer(item: Item, changed: Partial<Pick<Answer, "value" | "note">>): void {
    const now = new Date().toISOString();
    this.apply(
      answering(item, (kept) => {
        const answered_at = "value" in changed && changed.value !== kept.value ? now : kept.answered_at;
        return { ...kept, ...changed, answered_at };
      }),
    );
  }

  /** The number stays as it is: the person has looked again. */
  confirm(key: string, value: number): void {
    this.apply((draft) => ({ ...draft, confirmed: { ...draft.confirmed, [key]: value } }));
  }

  turnTo(section: number): void {
    this.page.value = section;
    this.change({ section });
    void this.save();
  }

  addPhoto(item: Item, role: PhotoRole, taken: TakenPhoto): Promise<void> {
    const { position } = this.draft.value;
    const place = position ? { longitude: position.longitude, latitude: position.latitude } : {};
    const note: PhotoNote = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at, ...place };
    return this.putPhoto(answering(item, (kept) => ({ ...kept, photos: [...kept.photos.filter((photo) => photo.sha256 !== note.sha256 || photo.role !== role), note] })), taken);
  }

  removePhoto(item: Item, sha256: string): void {
    this.apply(answering(item, (kept) => ({ ...kept, photos: kept.photos.filter((photo) => photo.sha256 !== sha256) })));
  }

  async locate(): Promise<void> {
    const position = await findPosition();
    if (position) this.change({ position });
  }

  /** Into the outbox; false when it could not be kept. The caller has seen to it that nothing is missing. */
  async submit(): Promise<boolean> {
    const finished = { finished_at: new Date().toISOString(), clock_offset_ms: await clockOffset() };
    const earlier = await earlierHazards(this.draft.value);
    return this.hand((id, last) => submitDraft(id, (kept) => operationOf(last(kept), finished, earlier)));
  }

  discard(): Promise<void> {
    return this.end(() => discardDraft(this.draft.value.id));
  }
}

/** The change of one answer. */
function answering({ key }: Item, change: Change<Answer>): Change<Draft> {
  const none: Answer = { item: key, value: null, photos: [], answered_at: new Date().toISOString() };
  return (draft) => ({ ...draft, answers: { ...draft.answers, [key]: change(draft.answers[key] ?? none) } });
}

type Finished = Pick<InspectionPayload, "finished_at" | "clock_offset_ms">;

function operationOf(draft: Draft, finished: Finished, earlier: EarlierHazards): NewOperation {
  const { id, visit, asset, household, label, position, started_at, replaces } = draft;
  const raised = raisedBy(draft, (item) => earlier.returned[item] ?? newId()).filter(({ item }) => !(item in earlier.replaced));
  const payload: InspectionPayload = {
    ...{ id, visit, asset, household, label, position, started_at, replaces },
    ...finished,
    checklist_version: draft.checklist.id,
    answers: countedAnswers(draft),
    hazards: Object.fromEntries(raised.map((each) => [each.item, each.id])),
  };
  return {
    operation: { type: "inspection.submit", payload },
    author: draft.author,
    happened_at: finished.finished_at,
    subject: draft.household_name ? `${draft.asset_name} · ${draft.household_name}` : draft.asset_name,
    photos: [...new Set(payload.answers.flatMap((answer) => answer.photos.map((photo) => photo.sha256)))],
    raised,
  };
}

type EarlierHazards = Record<"returned" | "replaced", Record<string, string>>;

/**
 * Ids of hazards by item. What the server returned raised none: its ids are used again, so that steps which wait for
 * those hazards find them. What the inspection raised that this one replaces is still the same hazard.
 */
async function earlierHazards({ corrects, replaces }: Draft): Promise<EarlierHazards> {
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
  await keepNewDraft(draft);
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
