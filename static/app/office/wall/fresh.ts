/** What the wall shows, read again as things change, never more often than every few seconds. */
import { useEffect, useRef, useState } from "preact/hooks";
import { get, watchChanges, watchComplaints } from "../../api";

const AT_MOST_EVERY = 4_000;
const AT_LEAST_EVERY = 20_000;

export interface Fresh<T> {
  value: T | null;
  /** When it was read, in milliseconds since the epoch. */
  at: number | null;
}

/** Reads `path` now, after complaints change, and every twenty seconds: what runs out does so without any change. Null reads nothing. */
export function useFresh<T>(path: string | null): Fresh<T> {
  const [fresh, setFresh] = useState<Fresh<T>>({ value: null, at: null });
  const last = useRef(0);
  useEffect(() => {
    if (path === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const read = (): void => {
      last.current = Date.now();
      const again = (): void => void (ended || plan(AT_LEAST_EVERY));
      get<T>(path).then((value) => !ended && setFresh({ value, at: Date.now() }), () => undefined).then(again);
    };
    const plan = (wait: number): void => {
      clearTimeout(timer);
      timer = setTimeout(read, wait);
    };
    const soon = (): void => plan(Math.max(0, last.current + AT_MOST_EVERY - Date.now()));
    const stops = [watchComplaints(soon), watchChanges((changes) => changes === "everything" && soon())];
    read();
    return () => {
      ended = true;
      clearTimeout(timer);
      stops.forEach((stop) => stop());
    };
  }, [path]);
  return fresh;
}

/** Now, every second. */
export function useSeconds(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
