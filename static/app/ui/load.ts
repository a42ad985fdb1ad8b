/** Reading from the server for a screen: one value, or a list page by page. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Page, get, query } from "../api";
import { language } from "../i18n";

export interface Loading<T> {
  value: T | null;
  /** Why the last reading failed; a value from before stays beside it. */
  error: Error | null;
  busy: boolean;
  /** When the value was read. */
  at: Date | null;
  reload: () => void;
}

/** Read `path`, again whenever it or the language changes; null reads nothing. */
export function useLoad<T>(path: string | null): Loading<T> {
  const [state, setState] = useState<{ path: string | null; value: T | null; error: Error | null; at: Date | null }>({ path, value: null, error: null, at: null });
  const [round, setRound] = useState(0);
  const spoken = language.value;
  useEffect(() => {
    if (path === null) return undefined;
    const stop = new AbortController();
    get<T>(path, stop.signal).then(
      (value) => !stop.signal.aborted && setState({ path, value, error: null, at: new Date() }),
      (error: Error) => !stop.signal.aborted && setState((before) => ({ ...before, value: before.path === path ? before.value : null, path, error })),
    );
    return () => stop.abort();
  }, [path, round, spoken]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const fresh = state.path === path;
  return { value: fresh ? state.value : null, error: fresh ? state.error : null, busy: path !== null && !(fresh && (state.value !== null || state.error !== null)), at: state.at, reload };
}

export interface Listing<Row> {
  rows: Row[];
  busy: boolean;
  error: Error | null;
  /** Reads the next page; null when everything is shown. */
  more: (() => void) | null;
  reload: () => void;
  /** Put a changed row in its place without reading the list again. */
  replace: (row: Row) => void;
}

type Filter = Record<string, string | number | boolean | null | undefined>;

const AT_ONCE = 50;
/** What the server gives at once at most. */
const MOST = 500;

/** A list of rows with an `id`, filtered by the server, 50 at a time; read again, it is as long as it was. */
export function useList<Row>(path: string | null, filter: Filter, keyOf: (row: Row) => string): Listing<Row> {
  const wanted = path === null ? null : query(path, filter);
  const [state, setState] = useState<{ wanted: string | null; rows: Row[]; next: string | null; error: Error | null; done: boolean }>({ wanted, rows: [], next: null, error: null, done: false });
  const [round, setRound] = useState(0);
  const current = useRef(state);
  current.current = state;
  const spoken = language.value;

  useEffect(() => {
    if (wanted === null) return undefined;
    const stop = new AbortController();
    const shown = current.current.wanted === wanted ? current.current.rows.length : 0;
    get<Page<Row>>(shown > AT_ONCE ? query(path!, { ...filter, limit: Math.min(shown, MOST) }) : wanted, stop.signal).then(
      (page) => !stop.signal.aborted && setState({ wanted, rows: page.items, next: page.next, error: null, done: true }),
      (error: Error) => !stop.signal.aborted && setState((before) => ({ wanted, rows: before.wanted === wanted ? before.rows : [], next: null, error, done: true })),
    );
    return () => stop.abort();
  }, [wanted, round, spoken]);

  const more = useCallback(() => {
    if (path === null || state.next === null) return;
    const follows = (before: typeof state): boolean => before.wanted === wanted && before.next === state.next;
    get<Page<Row>>(query(path, { ...filter, cursor: state.next })).then(
      (page) => setState((before) => (follows(before) ? { ...before, rows: [...before.rows, ...page.items], next: page.next } : before)),
      (error: Error) => setState((before) => (follows(before) ? { ...before, error } : before)),
    );
  }, [wanted, state.next]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const replace = useCallback((row: Row) => setState((before) => ({ ...before, rows: before.rows.map((kept) => (keyOf(kept) === keyOf(row) ? row : kept)) })), []);

  const fresh = state.wanted === wanted;
  return { rows: fresh ? state.rows : [], busy: wanted !== null && !(fresh && state.done), error: fresh ? state.error : null, more: fresh && state.next !== null ? more : null, reload, replace };
}

/** A value that follows `value` after it has rested: searches ask the server once per word, not once per letter. */
export function useRested<T>(value: T, milliseconds = 250): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
