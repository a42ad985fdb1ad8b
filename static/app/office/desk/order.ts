/** The order of the queue: the tightest clock first, so that what is overdue stands on top by itself. */
import type { Row } from "../complaints/types";

export interface Entry {
  row: Row;
  /** When its tightest clock runs out, in milliseconds; a clock that stands still or is missing comes last. */
  due: number;
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
  const due = row.due_at === null || row.status === "paused" ? Infinity : Date.parse(row.due_at);
  const words = [row.number, row.address, row.building?.name, row.station?.name, row.station?.name_en, categoryName, row.officer?.name].join("\n").toLowerCase();
  return { row, due, words };
}

const before = (a: Entry, b: Entry): number => (a.due === b.due ? (a.row.number < b.row.number ? -1 : 1) : a.due < b.due ? -1 : 1);

export const inOrder = (entries: Iterable<Entry>): Entry[] => [...entries].sort(before);

/** `known` with the delta taken in; an older version of a row never replaces a newer one, and a merged one follows its leader. */
export function withDelta(known: ReadonlyMap<string, Entry>, { rows, gone }: Delta, entry: (row: Row) => Entry): Map<string, Entry> {
  const next = new Map(known);
  for (const row of rows) {
    const kept = next.get(row.id);
    if (row.merged_into !== null) next.delete(row.id);
    else if (!kept || kept.row.version <= row.version) next.set(row.id, entry(row));
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
