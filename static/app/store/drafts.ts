/** Inspections that are being filled in. */
import { save, withDb } from "./db";
import { type Change, changed, putPictures, still } from "./kept";
import type { Draft } from "./shapes";
import type { TakenPhoto } from "./photos";
import { tell } from "./changes";

export async function draftList(): Promise<Draft[]> {
  const drafts = await withDb((database) => database.getAll("draft"));
  return drafts.sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1));
}

export async function draftOf(id: string): Promise<Draft | undefined> {
  return withDb((database) => database.get("draft", id));
}

/** Only for what no tab has open yet; afterwards it is changed. */
export async function keepNewDraft(draft: Draft): Promise<void> {
  await save(["draft"], (transaction) => transaction.objectStore("draft").put(draft));
  tell("queue");
}

/** As it is kept with the change and the pictures just taken for it, all at once; DraftGone when there is no such draft any more. */
export async function changeDraft(id: string, change: Change<Draft>, taken: TakenPhoto[] = []): Promise<Draft> {
  const kept = await save(["draft", "photo", "photo_bytes"], async (transaction) => {
    const drafts = transaction.objectStore("draft");
    const draft = changed(still(await drafts.get(id)), change);
    await putPictures(transaction, taken);
    await drafts.put(draft);
    return draft;
  });
  tell("queue");
  return kept;
}

export async function discardDraft(id: string): Promise<void> {
  await save(["draft"], (transaction) => transaction.objectStore("draft").delete(id));
  tell("queue");
}
