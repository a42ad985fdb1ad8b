/** Comparing this phone with the server, so that a loss is seen, not suspected. */
import { get, query } from "../api/client";
import { write } from "../store/meta";
import { type Outcome, outboxList, settle } from "../store/outbox";
import { deviceId } from "../store/device";
import { markMissing, photoList } from "../store/photos";
import type { Confirmation } from "../store/shapes";

interface ManifestPage {
  operations: { id: string; type: string; outcome: string; received_at: string }[];
  photos: { arrived: string[]; missing: string[] };
  next: string | null;
}

/** Everything we hold a receipt for must be known to the server; what is not is queued again. */
export async function compareWithServer(): Promise<Confirmation> {
  const { operations, missing } = await manifest();
  const receipts = (await outboxList()).filter((item) => item.state === "received");
  const lost = receipts.filter((item) => !operations.has(item.id));
  const confirmation: Confirmation = {
    at: new Date().toISOString(),
    sent: receipts.length,
    confirmed: receipts.length - lost.length,
    missing_operations: lost.map((item) => item.id),
    missing_photos: missing,
  };
  await settle(lost.map(({ id }): Outcome => ({ id, changed: { state: "waiting", next_try_at: 0, received_at: null } })));
  await sendMissingPhotos(missing);
  await write("confirmed", confirmation);
  return confirmation;
}

async function manifest(): Promise<{ operations: Set<string>; missing: string[] }> {
  const device = await deviceId();
  const operations = new Set<string>();
  const missing = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: ManifestPage = await get<ManifestPage>(query("/api/sync/manifest", { device, cursor }));
    page.operations.filter(({ outcome }) => outcome !== "refused" && outcome !== "conflict").forEach(({ id }) => operations.add(id));
    page.photos.missing.forEach((sha256) => missing.add(sha256));
    cursor = page.next;
  } while (cursor);
  return { operations, missing: [...missing] };
}

/** What the server has refused is missing there as well: it stays refused until a person settles it. */
async function sendMissingPhotos(missing: string[]): Promise<void> {
  const here = new Set((await photoList()).filter((photo) => !photo.problem).map((photo) => photo.sha256));
  for (const sha256 of missing) if (here.has(sha256)) await markMissing(sha256);
}
