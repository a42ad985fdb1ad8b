/** Which hazards stand on which list, and in which order. Pure. */
import type { Hazard, Me, Position } from "../../api";
import { distanceM, slackS } from "../../rules/hazards";
import { type Standing, stepsFor } from "./standing";

export type Tab = "mine" | "confirm" | "unit" | "overdue" | "closed";

/** Confirming is not everybody's. */
export function tabsOf({ permissions }: Me): readonly Tab[] {
  return permissions.includes("hazards.confirm") ? ["mine", "confirm", "unit", "overdue", "closed"] : ["mine", "unit", "overdue", "closed"];
}

const OPEN = new Set(["reported", "rectifying", "rectified"]);

export function isOpen({ hazard }: Standing): boolean {
  return OPEN.has(hazard.status);
}

/** To be rectified by this person, or reported by him and not confirmed yet. */
export function isMine({ hazard }: Standing, person: Me): boolean {
  if (hazard.status === "reported") return hazard.reporter.id === person.user.id;
  return hazard.status === "rectifying" && hazard.responsible?.id === person.user.id;
}

export function isOfUnit({ hazard }: Standing, person: Me): boolean {
  return hazard.unit.path.startsWith(person.organization.path) || hazard.organization.startsWith(person.organization.path);
}

export function isOverdue({ hazard }: Standing, now: number): boolean {
  return hazard.due_at !== null && Date.parse(hazard.due_at) < now;
}

const CLOSED_KEPT_MS = 30 * 24 * 3600_000;

/** What was closed not long ago, the latest first; the server forgets to tell nobody, a phone that sleeps may not hear. */
function closedLately(standings: Standing[], now: number): Standing[] {
  return standings
    .filter(({ hazard }) => hazard.status === "closed" && Date.parse(hazard.closed_at ?? "") > now - CLOSED_KEPT_MS)
    .sort((a, b) => (b.hazard.closed_at ?? "").localeCompare(a.hazard.closed_at ?? ""));
}

export function listed(standings: Standing[], tab: Tab, person: Me, now: number): Standing[] {
  if (tab === "closed") return closedLately(standings, now);
  const belongs: Record<Exclude<Tab, "closed">, (standing: Standing) => boolean> = {
    mine: (each) => isMine(each, person),
    confirm: ({ hazard }) => stepsFor(hazard, person).includes("confirm"),
    unit: (each) => isOfUnit(each, person),
    overdue: (each) => isOverdue(each, now),
  };
  return standings.filter((each) => isOpen(each) && belongs[tab](each)).sort(mostPressingFirst);
}

const GRADES = ["major", "larger", "general", "minor"];
const NO_CLOCK = "9999";

/** What is due first; of what has no clock the gravest, then the oldest. */
export function mostPressingFirst({ hazard: a }: Standing, { hazard: b }: Standing): number {
  return (
    (a.due_at ?? NO_CLOCK).localeCompare(b.due_at ?? NO_CLOCK) ||
    GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) ||
    a.happened_at.localeCompare(b.happened_at)
  );
}

export interface ToVerify {
  standing: Standing;
  /** Null where one of the two places is not known. */
  distance_m: number | null;
}

export interface Place {
  longitude: number;
  latitude: number;
}

/** What this person may verify, in the order in which to drive there: by the time left on arrival. */
export function verificationQueue(standings: Standing[], person: Me, here: Position | null, placeOf: (hazard: Hazard) => Place | null, now: number): ToVerify[] {
  const slackOf = ({ standing, distance_m }: ToVerify): number => {
    const due = standing.hazard.due_at;
    return due === null ? Number.MAX_VALUE : slackS((Date.parse(due) - now) / 1000, distance_m);
  };
  return standings
    .filter(({ hazard }) => hazard.status === "rectified" && stepsFor(hazard, person).includes("accept"))
    .map((standing) => ({ standing, distance_m: distanceTo(placeOf(standing.hazard), here) }))
    .sort((a, b) => slackOf(a) - slackOf(b));
}

function distanceTo(place: Place | null, here: Position | null): number | null {
  return place && here ? distanceM(here, place) : null;
}

export interface Counts {
  mine: number;
  overdue: number;
  toVerify: number;
  toConfirm: number;
}

/** For the first screen. */
export function countsOf(standings: Standing[], person: Me, now: number): Counts {
  const mine = standings.filter((each) => isMine(each, person));
  const mayTake = (step: "accept" | "confirm"): number => standings.filter(({ hazard }) => stepsFor(hazard, person).includes(step)).length;
  return { mine: mine.length, overdue: mine.filter((each) => isOverdue(each, now)).length, toVerify: mayTake("accept"), toConfirm: mayTake("confirm") };
}
