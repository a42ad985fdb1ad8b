/** Steps that are being filled in: at most one of a kind for each hazard, or complaint and visit, and person. */
import { tell } from "./changes";
import { save, withDb } from "./db";
import type { TakenPhoto } from "./photos";
import type { Act, ActDraft } from "./complaint_shapes";
import type { PhoneStep, StepDraft } from "./shapes";

export async function stepDraftOf(hazard: string, step: PhoneStep, author: string): Promise<StepDraft | undefined> {
  const drafts = await withDb((database) => database.getAll("step"));
  return drafts.find((draft): draft is StepDraft => "hazard" in draft && draft.hazard === hazard && draft.step === step && draft.author.id === author);
}

export async function actDraftOf(complaint: string, act: Act, visit: string | null, author: string): Promise<ActDraft | undefined> {
  const drafts = await withDb((database) => database.getAll("step"));
  return drafts.find((draft): draft is ActDraft => "act" in draft && draft.complaint === complaint && draft.act === act && draft.visit === visit && draft.author.id === author);
}

/** The draft and the pictures just taken for it, at once. */
export async function saveStepDraft(draft: StepDraft | ActDraft, taken: TakenPhoto[] = []): Promise<void> {
  await save(["step", "photo", "photo_bytes"], async (transaction) => {
    for (const { photo, bytes } of taken) {
      await transaction.objectStore("photo").put(photo);
      await transaction.objectStore("photo_bytes").put(bytes, photo.sha256);
    }
    await transaction.objectStore("step").put(draft);
  });
}

export async function discardStepDraft(id: string): Promise<void> {
  await save(["step"], (transaction) => transaction.objectStore("step").delete(id));
  tell("queue");
}
