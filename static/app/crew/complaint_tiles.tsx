/** On the first screen: the complaints that wait for this person and for his crew. Nothing is said where none do. */
import { today } from "../i18n/today";
import { me } from "../shell/session";
import { countsOf } from "./complaints/lists";
import { useComplaints } from "./complaints/reading";
import { Tile } from "./hazard_tiles";

export function ComplaintTiles() {
  const w = today().complaintTiles;
  const known = useComplaints();
  if (known === null) return null;
  const counts = countsOf(known, me.value!, Date.now());
  if (counts.mine + counts.crew === 0) return null;
  const late = counts.overdue > 0 ? w.overdue(counts.overdue) : "";
  return (
    <nav class="tiles" aria-label={w.title}>
      {counts.mine > 0 && <Tile href="/app/my/complaints?tab=mine" icon="bell" count={counts.mine} name={w.mine} late={late} />}
      {counts.crew > 0 && <Tile href="/app/my/complaints?tab=crew" icon="people" count={counts.crew} name={w.crew} late={counts.mine > 0 ? "" : late} />}
    </nav>
  );
}
