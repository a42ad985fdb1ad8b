/**
 * What stands in the queue and in which order: the tightest clock first, so that what is overdue stands on top by itself.
 *
 * The server's queue answers to the same vectors, tests/shared_rules/desk.json.
 */
import type { Row } from "../complaints/types";

/** What of an entry says where it stands. */
interface Placed {
  row: { id: string };
  /** When its tightest clock runs out, in milliseconds; a clock that stands still or is missing never does. */
  due: number;
  received: number;
}

export interface Entry extends Placed {
  row: Row;
  /** What a search looks at, in small letters. */
  words: string;
}

export interface Delta {
  rows: readonly Row[];
  /** No longer open, or no longer ours to see. */
  gone: readonly string[];
}

export interface Shown {
  show: "all" | "mine" | "new" | "overdue" | "urgent";
  words: string;
  station: string;
}

export function entryOf(row: Row, categoryName: string): Entry {
  const words = [row.number, row.address, row.building?.name, row.station?.name, row.station?.name_en, categoryName, row.officer?.name].join("\n").toLowerCase();
  return { ...placed(row), words };
}

export function placed<R extends Pick<Row, "id" | "due_at" | "status" | "received_at">>(row: R): Placed & { row: R } {
  const due = row.due_at === null || row.status === "paused" ? Infinity : Date.parse(row.due_at);
  return { row, due, received: Date.parse(row.received_at) };
}

/** What has no running clock comes last, by age. */
function before(a: Placed, b: Placed): number {
  if (a.due !== b.due) return a.due < b.due ? -1 : 1;
  if (a.due === Infinity && a.received !== b.received) return a.received - b.received;
  return a.row.id < b.row.id ? -1 : 1;
}

export const inOrder = <E extends Placed>(entries: Iterable<E>): E[] => [...entries].sort(before);

const AWAY: readonly string[] = ["replied", "closed"];

/** A merged one goes with its principal until it is verified; then it owes its own reply. */
const isAtDesk = (row: Row): boolean => !AWAY.includes(row.status) && (row.merged_into === null || row.status === "verified");

/** `known` with the delta taken in; an older version of a row never replaces a newer one. */
export function withDelta(known: ReadonlyMap<string, Entry>, { rows, gone }: Delta, entry: (row: Row) => Entry): Map<string, Entry> {
  const next = new Map(known);
  for (const row of rows) {
    const kept = next.get(row.id);
    if (kept && kept.row.version > row.version) continue;
    if (isAtDesk(row)) next.set(row.id, entry(row));
    else next.delete(row.id);
  }
  for (const id of gone) next.delete(id);
  return next;
}

/** How many open complaints stand at each station. */
export function byStation(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { row } of entries) if (row.station) counts.set(row.station.id, (counts.get(row.station.id) ?? 0) + 1);
  return counts;
}

const WAITING: readonly string[] = ["received", "assessed", "dispatched"];

/** Nobody has taken it on yet. */
export const isNew = (row: Row): boolean => WAITING.includes(row.status);
export const isOverdue = (entry: Entry, now: number): boolean => entry.due < now;

export function chosen(entries: readonly Entry[], { show, words, station }: Shown, me: string, now: number): Entry[] {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const tests: Record<Shown["show"], (entry: Entry) => boolean> = {
    all: () => true,
    mine: ({ row }) => row.officer?.id === me || row.claimed_by?.id === me,
    new: ({ row }) => isNew(row),
    overdue: (entry) => isOverdue(entry, now),
    urgent: ({ row }) => row.urgency === "urgent",
  };
  const test = tests[show];
  return entries.filter((entry) => test(entry) && (!station || entry.row.station?.id === station) && wanted.every((word) => entry.words.includes(word)));
}
