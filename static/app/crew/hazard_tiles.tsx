/** On the first screen: what of the hazards waits for this person. Nothing is said where nothing waits. */
import { today } from "../i18n/today";
import { outbox } from "../shell/queue";
import { me } from "../shell/session";
import { all } from "../store/mirror";
import { Icon, type IconName } from "../ui/icon";
import { countsOf } from "./hazards/lists";
import { standings } from "./hazards/standing";
import { useMirror } from "./knowledge";

export function HazardTiles() {
  const w = today().hazardTiles;
  const person = me.value;
  const mirrored = useMirror(() => all("hazard"));
  if (mirrored === null || person === null) return null;
  const now = Date.now();
  const counts = countsOf(standings(mirrored, outbox.value, person, now), person, now);
  if (counts.mine + counts.toVerify + counts.toConfirm === 0) return null;
  return (
    <nav class="tiles" aria-label={w.title}>
      {counts.mine > 0 && <Tile href="/app/my/hazards?tab=mine" icon="hazard" count={counts.mine} name={w.mine} late={counts.overdue > 0 ? w.overdue(counts.overdue) : ""} />}
      {counts.toVerify > 0 && <Tile href="/app/my/verification" icon="clipboard" count={counts.toVerify} name={w.toVerify} />}
      {counts.toConfirm > 0 && <Tile href="/app/my/hazards?tab=confirm" icon="inbox" count={counts.toConfirm} name={w.toConfirm} />}
    </nav>
  );
}

interface TileProps {
  href: string;
  icon: IconName;
  count: number;
  name: string;
  /** What is late, in words; empty where nothing is. */
  late?: string;
}

export function Tile({ href, icon, count, name, late = "" }: TileProps) {
  return (
    <a class="tile" href={href}>
      <Icon name={icon} />
      <b class="count">{count}</b>
      <span>{name}</span>
      {late && <span class="status danger"><Icon name="danger" />{late}</span>}
    </a>
  );
}
