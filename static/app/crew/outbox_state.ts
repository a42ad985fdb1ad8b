/** The state of a queued record as people read it. */
import { crew } from "../i18n/crew";
import { outbox, photos } from "../shell/queue";
import { standing } from "../shell/session";
import { sending } from "../shell/working";
import type { OutboxItem } from "../store/shapes";
import type { Tone } from "../ui/status";
import { replacedPhotos } from "./replaced";

/** Counts what was replaced: the record no longer waits for it. */
export function photosArrived(item: OutboxItem): number {
  const replaced = replacedPhotos(outbox.value);
  return item.photos.filter((sha256) => replaced.has(sha256) || (photos.value.get(sha256)?.arrived ?? item.state === "received")).length;
}

export function itemState(item: OutboxItem): { tone: Tone; words: string } {
  const w = crew().outbox.states;
  if (item.state === "refused") return { tone: "danger", words: w.refused };
  if (item.state === "settled") return { tone: "off", words: item.settled_by === "edited" ? w.edited : w.discarded };
  if (item.state === "received") return photosArrived(item) < item.photos.length ? { tone: "info", words: w.photos } : { tone: "ok", words: w.received };
  if (standing.value !== "signed_in") return { tone: "warn", words: w.signIn };
  return { tone: "info", words: sending.value ? w.sending : w.waiting };
}
