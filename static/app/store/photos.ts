/** Pictures on this phone, named by the hash of their bytes. */
import type { ProblemDocument } from "../api/problem";
import { save, withDb } from "./db";
import { allReports } from "./report";
import type { StoredPhoto } from "./shapes";

export interface TakenPhoto {
  photo: StoredPhoto;
  bytes: ArrayBuffer;
}

export async function photoList(): Promise<StoredPhoto[]> {
  return withDb((database) => database.getAll("photo"));
}

export async function photoBytes(sha256: string): Promise<ArrayBuffer | undefined> {
  return withDb((database) => database.get("photo_bytes", sha256));
}

/** For an <img>; the caller revokes it. Null when the bytes have gone to the server. */
export async function photoUrl(sha256: string): Promise<string | null> {
  const bytes = await photoBytes(sha256);
  return bytes ? URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" })) : null;
}

export async function markArrived(sha256: string): Promise<void> {
  await change(sha256, { arrived: true, problem: null });
}

export async function markRefused(sha256: string, problem: ProblemDocument): Promise<void> {
  await change(sha256, { problem });
}

/** The server says that it does not have this picture: send it again if the bytes are still here. */
export async function markMissing(sha256: string): Promise<void> {
  await change(sha256, { arrived: false, problem: null });
}

async function change(sha256: string, changed: Partial<StoredPhoto>): Promise<void> {
  await save(["photo"], async (transaction) => {
    const store = transaction.objectStore("photo");
    const kept = await store.get(sha256);
    if (kept) await store.put({ ...kept, ...changed });
  });
}

/**
 * Free the bytes of pictures that the server has, and drop pictures that nothing speaks of any more. A picture is
 * needed while a draft or an unsettled operation speaks of it, or while it has not arrived.
 */
export async function sweepPhotos(): Promise<void> {
  await save(["draft", "step", "outbox", "photo", "photo_bytes", "meta"], async (transaction) => {
    const [drafts, steps, outbox, reports, photos] = await Promise.all([
      transaction.objectStore("draft").getAll(),
      transaction.objectStore("step").getAll(),
      transaction.objectStore("outbox").getAll(),
      allReports(transaction.objectStore("meta")),
      transaction.objectStore("photo").getAll(),
    ]);
    const needed = new Set([
      ...drafts.flatMap((draft) => Object.values(draft.answers).flatMap((answer) => answer.photos.map((photo) => photo.sha256))),
      ...outbox.filter((item) => item.state === "waiting" || item.state === "refused").flatMap((item) => item.photos),
      ...steps.flatMap((step) => step.photos.map((photo) => photo.sha256)),
      ...reports.flatMap((report) => report.photos.map((photo) => photo.sha256)),
    ]);
    const received = new Set(outbox.filter((item) => item.state === "received").flatMap((item) => item.photos));
    for (const { sha256, arrived } of photos) {
      if (needed.has(sha256) || (received.has(sha256) && !arrived)) continue;
      await transaction.objectStore("photo_bytes").delete(sha256);
      if (!received.has(sha256)) await transaction.objectStore("photo").delete(sha256);
    }
  });
}
