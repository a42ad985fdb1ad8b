/**
 * Live events while a page is open. One connection per browser: HTTP/1.1 allows six to a host and each of these takes
 * one, so the tab that holds the lock listens and tells the others. The browser resumes with Last-Event-ID by itself.
 */
import { signal } from "@preact/signals";

export interface Change {
  kind: string;
  id: string;
}

/** When the last event or heartbeat came, and whether the line is open; "stale" after a minute without either. */
export interface Liveness {
  state: "closed" | "open" | "stale";
  at: number | null;
}

type News = Change[] | "everything" | "alive";
type Listener = (changes: Change[] | "everything") => void;

const STALE_AFTER = 60_000;
const REOPEN_AFTER = 5_000;

export const liveness = signal<Liveness>({ state: "closed", at: null });

const listeners = new Set<Listener>();
const channel = "BroadcastChannel" in self ? new BroadcastChannel("heating-events") : null;
let listening = false;

channel?.addEventListener("message", (event: MessageEvent<News>) => hear(event.data));

/** Call `listener` with what changed, or with "everything" when the server cannot tell. Returns how to stop. */
export function watchChanges(listener: Listener): () => void {
  listeners.add(listener);
  if (!listening) listen();
  return () => listeners.delete(listener);
}

function listen(): void {
  listening = true;
  setInterval(() => {
    const { at } = liveness.value;
    if (at !== null && Date.now() - at > STALE_AFTER) liveness.value = { state: "stale", at };
  }, REOPEN_AFTER);
  const untilTheTabDies = (): Promise<never> => {
    open();
    return new Promise(() => undefined);
  };
  if (navigator.locks) void navigator.locks.request("heating-events", untilTheTabDies);
  else open();
}

function open(): void {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => spread("alive"));
  source.addEventListener("ping", () => spread("alive"));
  source.addEventListener("change", (event) => spread((JSON.parse((event as MessageEvent<string>).data) as { changes: Change[] }).changes));
  source.addEventListener("resync", () => spread("everything"));
  source.addEventListener("error", () => {
    liveness.value = { ...liveness.value, state: "stale" };
    if (source.readyState === EventSource.CLOSED) setTimeout(reopen, REOPEN_AFTER);
  });
}

/** After an HTTP error the browser gives up for good (a restarting server, nobody signed in): then we try again. */
function reopen(): void {
  open();
  spread("everything");
}

function spread(news: News): void {
  channel?.postMessage(news);
  hear(news);
}

function hear(news: News): void {
  liveness.value = { state: "open", at: Date.now() };
  if (news !== "alive") listeners.forEach((listener) => listener(news));
}
