/** What sets a hazard apart, in small words under its title. */
import { Chip } from "../../ui/status";
import { Icon } from "../../ui/icon";
import type { Hazard } from "./types";
import { hazards } from "./words";

export function Marks({ of }: { of: Hazard }) {
  const w = hazards();
  if (!of.supervised && !of.weak_link && of.reworks === 0 && of.sightings < 2) return null;
  return (
    <span class="marks">
      {of.supervised && (
        <span class="mark danger">
          <Icon name="flag" />
          {w.supervised}
        </span>
      )}
      {of.weak_link && <span class="mark">{w.weakLink}</span>}
      {of.reworks > 0 && <span class="mark warn">{w.reworks(of.reworks)}</span>}
      {of.sightings > 1 && <span class="mark">{w.sightings(of.sightings)}</span>}
    </span>
  );
}

/** The same for the head of the page, filled. */
export function MarkChips({ of }: { of: Hazard }) {
  const w = hazards();
  return (
    <>
      {of.supervised && <Chip status="danger">{w.supervised}</Chip>}
      {of.weak_link && <span class="chip plain">{w.weakLink}</span>}
      {of.reworks > 0 && <span class="chip plain">{w.reworks(of.reworks)}</span>}
      {of.sightings > 1 && <span class="chip plain">{w.sightings(of.sightings)}</span>}
    </>
  );
}
