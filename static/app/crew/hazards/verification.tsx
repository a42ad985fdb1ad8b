/** What this person may verify, in the order in which to drive there. */
import "../../shell/start";
import { useEffect, useState } from "preact/hooks";
import type { Hazard, Position } from "../../api";
import { number } from "../../i18n/format";
import { findPosition } from "../../photos/position";
import { me } from "../../shell/session";
import { all } from "../../store/mirror";
import { useNow } from "../../ui/clock";
import { Icon } from "../../ui/icon";
import { Blank } from "../../ui/notice";
import { CrewScreen } from "../frame";
import { useMirror } from "../knowledge";
import { type Place, verificationQueue } from "./lists";
import { useStandings } from "./reading";
import { HazardRow } from "./row";
import { phoneHazards } from "./words";

export default function Verification() {
  const w = phoneHazards();
  const known = useStandings();
  const sites = useMirror(async () => new Map((await all("site")).map((site) => [site.id, site])));
  const { here, looked } = useHere();
  const now = useNow();
  if (known === null || sites === null) return null;
  const placeOf = (hazard: Hazard): Place | null => hazard.position ?? placeOfSite(sites.get(hazard.site.id));
  const queue = verificationQueue(known, me.value!, here, placeOf, now);
  return (
    <CrewScreen title={w.verification} up="/app/my/hazards" sub={w.verificationText}>
      {queue.length === 0 && <Blank title={w.verificationNone} icon="ok">{w.verificationNoneText}</Blank>}
      {queue.length > 0 && <p class="muted" role="status">{looked ? (here ? w.sorted : w.notSorted) : w.locating}</p>}
      {queue.length > 0 && <h2 class="sr">{w.verification}</h2>}
      {queue.map(({ standing, distance_m }) => (
        <HazardRow
          key={standing.hazard.id}
          standing={standing}
          aside={
            <p class="row muted">
              {distance_m !== null && <span><Icon name="send" /> {distance(distance_m)}</span>}
              {standing.hazard.rectified_by && <span>{w.rectifiedBy(standing.hazard.rectified_by.name)}</span>}
            </p>
          }
        />
      ))}
    </CrewScreen>
  );
}

function placeOfSite(site: { longitude: number | null; latitude: number | null } | undefined): Place | null {
  return site && site.longitude !== null && site.latitude !== null ? { longitude: site.longitude, latitude: site.latitude } : null;
}

function distance(metres: number): string {
  const w = phoneHazards();
  return metres < 950 ? w.metres(number(Math.round(metres / 50) * 50, 0)) : w.kilometres(number(metres / 1000, metres < 10_000 ? 1 : 0));
}

/** Where the phone is, looked for once. */
function useHere(): { here: Position | null; looked: boolean } {
  const [here, setHere] = useState<Position | null>(null);
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    let gone = false;
    void findPosition().then((found) => {
      if (gone) return;
      setHere(found);
      setLooked(true);
    });
    return () => {
      gone = true;
    };
  }, []);
  return { here, looked };
}
