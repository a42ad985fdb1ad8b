/** The last way out: unsent records and their pictures in one file, for when a phone cannot upload. */
import { draftList } from "../store/drafts";
import { deviceId } from "../store/device";
import { outboxList } from "../store/outbox";
import { photoBytes } from "../store/photos";
import type { Draft, OutboxItem } from "../store/shapes";
import { operationOf } from "./batch";
import { zip } from "./zip";

export interface ExportedFile {
  name: string;
  file: Blob;
}

/** Everything that is only on this phone: waiting and refused records, drafts, and the pictures still here. */
export async function exportQueue(): Promise<ExportedFile> {
  const items = (await outboxList()).filter((item) => item.state === "waiting" || item.state === "refused" || item.state === "received");
  const unsent = items.filter((item) => item.state !== "received");
  return write(unsent, await draftList(), items.flatMap((item) => item.photos));
}

export async function exportItem(item: OutboxItem): Promise<ExportedFile> {
  return write([item], [], item.photos);
}

async function write(items: OutboxItem[], drafts: Draft[], photos: string[]): Promise<ExportedFile> {
  const at = new Date();
  const queue = {
    device: await deviceId(),
    exported_at: at.toISOString(),
    operations: items.map(operationOf),
    problems: Object.fromEntries(items.flatMap((item) => (item.problem ? [[item.id, item.problem]] : []))),
    drafts,
  };
  const wanted = new Set([...photos, ...drafts.flatMap((draft) => Object.values(draft.answers).flatMap((answer) => answer.photos.map((photo) => photo.sha256)))]);
  const pictures = await Promise.all([...wanted].map(async (sha256) => ({ sha256, bytes: await photoBytes(sha256) })));
  const entries = [
    { name: "queue.json", bytes: new TextEncoder().encode(JSON.stringify(queue, null, 1)) },
    ...pictures.flatMap(({ sha256, bytes }) => (bytes ? [{ name: `photos/${sha256}.jpg`, bytes: new Uint8Array(bytes) }] : [])),
  ];
  const stamp = at.toISOString().slice(0, 19).replace(/[:T]/g, "-");
  return { name: `heating-queue-${stamp}.zip`, file: zip(entries, at) };
}

export function download({ name, file }: ExportedFile): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
