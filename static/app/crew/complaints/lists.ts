/** Which complaints stand on which list: the tightest clock first, as at the duty desk. Pure. */
import type { Me } from "../../api";
import { inOrder, placed } from "../../office/desk/order";
import type { Standing } from "./standing";

export type Tab = "mine" | "crew" | "others";
export const TABS: readonly Tab[] = ["mine", "crew", "others"];

const IN_HAND = ["dispatched", "handling", "paused"];

/** Given to this person, or he visits there. */
export function isMine({ complaint }: Standing, { user }: Me): boolean {
  const visits = complaint.visits.some(({ visitor }) => visitor.id === user.id);
  return visits || (IN_HAND.includes(complaint.status) && complaint.officer?.id === user.id);
}

function tabOf(standing: Standing, person: Me): Tab {
  if (isMine(standing, person)) return "mine";
  return IN_HAND.includes(standing.complaint.status) ? "crew" : "others";
}

export function isOverdue({ complaint }: Standing, now: number): boolean {
  return placed(complaint).due < now;
}

export function listed(standings: Standing[], tab: Tab, person: Me): Standing[] {
  const of = new Map(standings.map((each) => [each.complaint.id, each]));
  const rows = standings.filter((each) => tabOf(each, person) === tab).map(({ complaint }) => placed(complaint));
  return inOrder(rows).map(({ row }) => of.get(row.id)!);
}

interface Count {
  all: number;
  overdue: number;
}

/** For the first screen. */
export function countsOf(standings: Standing[], person: Me, now: number): { mine: Count; crew: Count } {
  const count = (tab: Tab): Count => {
    const found = listed(standings, tab, person);
    return { all: found.length, overdue: found.filter((each) => isOverdue(each, now)).length };
  };
  return { mine: count("mine"), crew: count("crew") };
}

/** At a building, or at the station that supplies it; the tightest first. */
export function listedAt(standings: Standing[], places: readonly string[]): Standing[] {
  const here = standings.filter(({ complaint: { building, station } }) => [building?.id, station?.id].some((id) => id && places.includes(id)));
  const of = new Map(here.map((each) => [each.complaint.id, each]));
  return inOrder(here.map(({ complaint }) => placed(complaint))).map(({ row }) => of.get(row.id)!);
}
