/** What is being filled in may be open in several tabs: each writes what it changed over what is kept, in one transaction. */
import type { StoredPhoto } from "./shapes";
import type { TakenPhoto } from "./photos";

/** It may be applied again to what has it already. */
export type Change<D> = (kept: D) => D;

/** Submitted or given up, perhaps in another tab: nothing brings it back. */
export class DraftGone extends Error {}

export function still<D>(kept: D | undefined): D {
  if (kept === undefined) throw new DraftGone();
  return kept;
}

/** Later than before, though two tabs write within a millisecond: by this a tab knows that another has written. */
export function changed<D extends { updated_at?: string }>(kept: D, change: Change<D>): D & { updated_at: string } {
  const before = Date.parse(kept.updated_at ?? "") || 0;
  return { ...change(kept), updated_at: new Date(Math.max(Date.now(), before + 1)).toISOString() };
}

interface Pictures {
  objectStore(name: "photo"): { put(photo: StoredPhoto): Promise<unknown> };
  objectStore(name: "photo_bytes"): { put(bytes: ArrayBuffer, sha256: string): Promise<unknown> };
}

/** Within the transaction that writes what speaks of them. */
export async function putPictures(transaction: Pictures, taken: TakenPhoto[]): Promise<void> {
  for (const { photo, bytes } of taken) {
    await transaction.objectStore("photo").put(photo);
    await transaction.objectStore("photo_bytes").put(bytes, photo.sha256);
  }
}
