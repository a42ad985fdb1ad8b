/**
 * All open complaints in memory, kept up to date by the stream.
 *
 * Read once, page by page, after the stream has begun: what changes in between arrives on the stream and wins. It goes on
 * while another page is open, so that coming back to the desk costs nothing; it ends with the session.
 */
import { effect, signal } from "@preact/signals";
import { type Page, get, knownUpTo, liveness, query, watchChanges, watchComplaints } from "../../api";
import { standing } from "../../shell/session";
import { readCategories, categoryName } from "../complaints/categories";
import type { Row } from "../complaints/types";
import { type Delta, type Entry, byStation, entryOf, inOrder, withDelta } from "./order";

export interface Queue {
  entries: readonly Entry[];
  stations: ReadonlyMap<string, number>;
  /** Nothing to show yet. */
  reading: boolean;
  error: Error | null;
}

const NOTHING: Queue = { entries: [], stations: new Map(), reading: true, error: null };
const PAGE = 1_000;
const PATIENCE = 2_000;

/** `seq` is the place in the change log before the rows were read. */
type QueuePage = Page<Row> & { seq: number };

export const queue = signal<Queue>(NOTHING);

type NewsListener = (rows: readonly Row[], known: ReadonlyMap<string, Entry>) => void;
const listeners = new Set<NewsListener>();

/** Called with rows as they come in, and with what was known of them before. */
export function whenNews(listener: NewsListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

let known: Map<string, Entry> = new Map();
/** What has come on the stream while the rows are being read. */
let meanwhile: Delta[] | null = null;
/** Something was missed while the rows were being read: they are read once more. */
let again = false;
let end: (() => void) | null = null;

export function followQueue(): void {
  if (end) return;
  const stops = [watchComplaints((news) => take(news as Delta)), watchChanges((changes) => changes === "everything" && void read())];
  const leave = effect(() => {
    if (standing.value !== "signed_in" && standing.value !== "expired") forget();
  });
  end = () => {
    stops.forEach((stop) => stop());
    leave();
  };
  void streamOpen().then(() => {
    if (!meanwhile) void read(); // the stream has begun by saying that everything is to be read
  });
}

/** What is still being read is nobody's. */
function forget(): void {
  known = new Map();
  meanwhile = null;
  queue.value = NOTHING;
  setTimeout(() => {
    end?.();
    end = null;
  });
}

/** What is committed before the stream begins is in the rows, what comes later on the stream. */
function streamOpen(): Promise<void> {
  return new Promise((open) => {
    const timer = setTimeout(done, PATIENCE);
    const stop = liveness.subscribe(({ state }) => state === "open" && queueMicrotask(done));
    function done(): void {
      clearTimeout(timer);
      stop();
      open();
    }
  });
}

export async function read(): Promise<void> {
  if (meanwhile) {
    again = true;
    return;
  }
  const arriving: Delta[] = (meanwhile = []);
  again = false;
  const before = known;
  try {
    await readCategories();
    const rows = await allRows();
    if (meanwhile !== arriving) return;
    known = withDelta(new Map(), { rows, gone: [] }, toEntry);
    for (const delta of arriving) known = withDelta(known, delta, toEntry);
    show(null);
    if (before.size > 0) listeners.forEach((listener) => listener(rows, before));
  } catch (error) {
    if (meanwhile === arriving) show(error as Error);
  } finally {
    if (meanwhile === arriving) meanwhile = null;
  }
  if (again && !meanwhile) void read();
}

async function allRows(): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: QueuePage = await get<QueuePage>(query("/api/complaints/queue", { limit: PAGE, cursor }));
    knownUpTo(page.seq);
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}

const toEntry = (row: Row): Entry => entryOf(row, categoryName(row.category));

/** A change that this page made itself, or the stream brought. */
export function take(delta: Delta): void {
  meanwhile?.push(delta);
  listeners.forEach((listener) => listener(delta.rows, known));
  known = withDelta(known, delta, toEntry);
  if (!queue.value.reading) show(queue.value.error); // a part must not look like the whole
}

function show(error: Error | null): void {
  const entries = inOrder(known.values());
  queue.value = { entries, stations: byStation(entries), reading: false, error };
}
