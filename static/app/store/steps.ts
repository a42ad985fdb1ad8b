/** Steps that are being filled in: at most one of a kind for each hazard, or complaint and visit, and person. */
import { tell } from "./changes";
import type { ActDraft } from "./complaint_shapes";
import { save, withDb } from "./db";
import { type Change, changed, putPictures, still } from "./kept";
import type { TakenPhoto } from "./photos";
import type { StepDraft } from "./shapes";

/** What makes it the only one of its kind. */
export type StepKind = Pick<StepDraft, "hazard" | "step" | "author"> | Pick<ActDraft, "complaint" | "act" | "visit" | "author">;

function keyOf(kind: StepKind): string {
  return ("act" in kind ? [kind.complaint, kind.act, kind.visit, kind.author.id] : [kind.hazard, kind.step, kind.author.id]).join(" ");
}

type Kept<K extends StepKind> = K extends { act: unknown } ? ActDraft : StepDraft;

function among<K extends StepKind>(drafts: (StepDraft | ActDraft)[], kind: K): Kept<K> | undefined {
  return drafts.find((draft) => keyOf(draft) === keyOf(kind)) as Kept<K> | undefined;
}

export async function stepDraftOf<K extends StepKind>(kind: K): Promise<Kept<K> | undefined> {
  return among(await withDb((database) => database.getAll("step")), kind);
}

export async function stepDraftBy(id: string): Promise<StepDraft | ActDraft | undefined> {
  return withDb((database) => database.get("step", id));
}

/** The change and the pictures just taken, over what another tab has begun of this kind, or else over the fresh draft. */
export function beginStep<D extends StepDraft | ActDraft>(fresh: D, change: Change<D>, taken: TakenPhoto[] = []): Promise<D> {
  return write((drafts) => (among(drafts, fresh) as D | undefined) ?? fresh, change, taken);
}

/** DraftGone when there is no such draft any more. */
export function changeStep<D extends StepDraft | ActDraft>(id: string, change: Change<D>, taken: TakenPhoto[] = []): Promise<D> {
  return write((drafts) => still(drafts.find((draft) => draft.id === id) as D | undefined), change, taken);
}

async function write<D extends StepDraft | ActDraft>(pick: (drafts: (StepDraft | ActDraft)[]) => D, change: Change<D>, taken: TakenPhoto[]): Promise<D> {
  const kept = await save(["step", "photo", "photo_bytes"], async (transaction) => {
    const steps = transaction.objectStore("step");
    const draft = changed(pick(await steps.getAll()), change);
    await putPictures(transaction, taken);
    await steps.put(draft);
    return draft;
  });
  tell("queue");
  return kept;
}

/** In place of what was begun of its kind. */
export async function replaceStep(draft: StepDraft | ActDraft): Promise<void> {
  await save(["step"], async (transaction) => {
    const steps = transaction.objectStore("step");
    const begun = among(await steps.getAll(), draft);
    if (begun) await steps.delete(begun.id);
    await steps.put(draft);
  });
  tell("queue");
}

export async function discardStepDraft(id: string): Promise<void> {
  await save(["step"], (transaction) => transaction.objectStore("step").delete(id));
  tell("queue");
}
