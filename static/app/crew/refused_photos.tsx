/** Pictures of a record that the server did not take: what it said, and the ways on. */
import { crew } from "../i18n/crew";
import { photos } from "../shell/queue";
import { navigate } from "../shell/router";
import { sendNow } from "../shell/working";
import { tell } from "../store/changes";
import { markMissing, photoList } from "../store/photos";
import type { OutboxItem } from "../store/shapes";
import { Button } from "../ui/button";
import { retake } from "./reopening";

export function RefusedPhotos({ item }: { item: OutboxItem }) {
  const w = crew().outbox;
  const refused = item.photos.filter((sha256) => photos.value.get(sha256)?.problem);
  const problem = refused.map((sha256) => photos.value.get(sha256)?.problem).find(Boolean);
  if (!problem || item.state === "settled") return null;
  const again = async (): Promise<void> => {
    for (const sha256 of refused) await markMissing(sha256);
    tell("queue");
    void sendNow(true);
  };
  const takeAgain = async (): Promise<void> => {
    // asked of the store: another picture may have been refused since this was drawn
    const kept = await photoList();
    const to = await retake(item, new Set(kept.filter((photo) => photo.problem).map((photo) => photo.sha256)));
    if (to) navigate(to);
  };
  return (
    <>
      <p class="status danger wraps">{w.photoRefused(problem.detail)}</p>
      <div class="actions">
        {item.type === "inspection.submit" && <Button kind="primary" onClick={() => void takeAgain()}>{w.retake}</Button>}
        <Button onClick={() => void again()}>{w.photoAgain}</Button>
      </div>
      {item.type === "inspection.submit" && item.state === "received" && <p class="muted">{w.retakeHelp}</p>}
    </>
  );
}
