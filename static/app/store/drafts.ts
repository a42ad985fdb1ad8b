/** Inspections that are being filled in. */
import { save, withDb } from "./db";
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

/** The draft and the pictures just taken for it, at once. */
export async function saveDraft(draft: Draft, taken: TakenPhoto[] = []): Promise<void> {
  await save(["draft", "photo", "photo_bytes"], async (transaction) => {
    for (const { photo, bytes } of taken) {
      await transaction.objectStore("photo").put(photo);
      await transaction.objectStore("photo_bytes").put(bytes, photo.sha256);
    }
    await transaction.objectStore("draft").put(draft);
  });
  tell("queue");
}

export async function discardDraft(id: string): Promise<void> {
  await save(["draft"], (transaction) => transaction.objectStore("draft").delete(id));
  tell("queue");
}
