/** Pictures that the server refused or never got, and what was taken in their place. Pure. */
import type { OutboxItem } from "../store/shapes";

type Replacement = Extract<OutboxItem, { type: "hazard.replace_photo" }>;

const isReplacement = (item: OutboxItem): item is Replacement => item.type === "hazard.replace_photo";

/** Hashes of the pictures for which another one is under way or there. */
export function replacedPhotos(queue: OutboxItem[]): Set<string> {
  return new Set(queue.filter(isReplacement).flatMap((item) => (item.state === "waiting" || item.state === "received" ? [item.payload.refused] : [])));
}

/** The hazard that shows the pictures of a record which the server has; null where that cannot be known from the record. */
export function hazardShowing(item: OutboxItem): string | null {
  if (item.type === "hazard.report") return item.payload.id;
  if (item.type === "hazard.replace_photo") return item.payload.hazard;
  return "hazard" in item.payload ? item.payload.hazard : null;
}
