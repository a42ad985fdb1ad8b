/** Pictures of a record that the server did not take: what it said, and the ways on. */
import { crew } from "../i18n/crew";
import { outbox, photos } from "../shell/queue";
import { navigate } from "../shell/router";
import { sendNow } from "../shell/working";
import { tell } from "../store/changes";
import { markMissing, photoList } from "../store/photos";
import type { OutboxItem } from "../store/shapes";
import { Button, ButtonLink } from "../ui/button";
import { retake } from "./reopening";
import { hazardShowing, replacedPhotos } from "./replaced";

export function RefusedPhotos({ item }: { item: OutboxItem }) {
  const w = crew().outbox;
  const replaced = replacedPhotos(outbox.value);
  const refused = item.photos.filter((sha256) => photos.value.get(sha256)?.problem && !replaced.has(sha256));
  const hazard = item.state === "received" ? hazardShowing(item) : null;
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
        {hazard && <ButtonLink kind="primary" href={`/app/my/hazards/${hazard}/photo/${refused[0]}`}>{w.retake}</ButtonLink>}
        <Button onClick={() => void again()}>{w.photoAgain}</Button>
      </div>
      {item.type === "inspection.submit" && item.state === "received" && <p class="muted">{w.retakeHelp}</p>}
    </>
  );
}
