/** On the first screen: the complaints that wait for this person and for his crew. Nothing is said where none do. */
import { today } from "../i18n/today";
import { me } from "../shell/session";
import { useNow } from "../ui/clock";
import { countsOf } from "./complaints/lists";
import { useComplaints } from "./complaints/reading";
import { Tile } from "./hazard_tiles";

export function ComplaintTiles() {
  const w = today().complaintTiles;
  const known = useComplaints();
  const now = useNow();
  if (known === null) return null;
  const { mine, crew } = countsOf(known, me.value!, now);
  if (mine.all + crew.all === 0) return null;
  const late = (overdue: number): string => (overdue > 0 ? w.overdue(overdue) : "");
  return (
    <nav class="tiles" aria-label={w.title}>
      {mine.all > 0 && <Tile href="/app/my/complaints?tab=mine" icon="bell" count={mine.all} name={w.mine} late={late(mine.overdue)} />}
      {crew.all > 0 && <Tile href="/app/my/complaints?tab=crew" icon="people" count={crew.all} name={w.crew} late={late(crew.overdue)} />}
    </nav>
  );
}
