/**
 * Live changes from the server: one event stream per browser, whatever the number of tabs.
 *
 * The tab that holds the lock reads /api/events and passes everything on through a BroadcastChannel; when it closes,
 * the browser gives the lock to the next tab. HTTP/1.1 allows six connections to a host, and each stream takes one.
 * The browser resumes with Last-Event-ID by itself.
 */
import { signal } from "@preact/signals";

export interface Change {
  kind: string;
  id: string;
}

type News = { changes: Change[] | "everything" } | { beat: true };
type Listener = (changes: Change[] | "everything") => void;

export interface Liveness {
  state: "connecting" | "open" | "broken";
  /** When the server was last heard, in milliseconds since the epoch. */
  at: number | null;
}

export const liveness = signal<Liveness>({ state: "connecting", at: null });

const NAME = "live-events";
const SILENT_FOR = 60_000;
const REOPEN_AFTER = 5_000;
const POLL_EVERY = 30_000;

const listeners = new Set<Listener>();
let stop: (() => void) | null = null;

/** Call `listener` with what changed, or with "everything" when that cannot be told. Returns how to stop. */
export function watchChanges(listener: Listener): () => void {
  listeners.add(listener);
  stop ??= start();
  return () => {
    listeners.delete(listener);
    setTimeout(() => {
      if (listeners.size > 0 || !stop) return;
      stop();
      stop = null;
    }, 1_000);
  };
}

function start(): () => void {
  const ended = new AbortController();
  const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  const pass = (news: News): void => {
    hear(news);
    channel?.postMessage(news);
  };
  if (channel) channel.onmessage = (event: MessageEvent<News>) => hear(event.data);
  void lead(ended.signal, pass);
  const watch = setInterval(() => judgeSilence(), REOPEN_AFTER);
  return () => {
    ended.abort();
    channel?.close();
    clearInterval(watch);
    liveness.value = { state: "connecting", at: liveness.value.at };
  };
}

/** Read the stream ourselves once no other tab does. Without Web Locks every tab reads its own. */
async function lead(ended: AbortSignal, pass: (news: News) => void): Promise<void> {
  const reading = (): Promise<void> => readStream(ended, pass);
  if (!navigator.locks) return reading();
  await navigator.locks.request(NAME, { signal: ended }, reading).catch(() => undefined);
}

/** After an HTTP error the browser gives up for good (a restarting server, nobody signed in): then we try again. */
function readStream(ended: AbortSignal, pass: (news: News) => void): Promise<void> {
  return new Promise((done) => {
    let source = listen(pass);
    const retry = setInterval(() => {
      if (source.readyState !== EventSource.CLOSED) return;
      source = listen(pass);
      pass({ changes: "everything" });
    }, REOPEN_AFTER);
    ended.addEventListener("abort", () => {
      source.close();
      clearInterval(retry);
      done();
    });
  });
}

function listen(pass: (news: News) => void): EventSource {
  const source = new EventSource("/api/events");
  source.addEventListener("open", () => pass({ beat: true }));
  source.addEventListener("ping", () => pass({ beat: true }));
  source.addEventListener("change", (event) => pass({ changes: (JSON.parse((event as MessageEvent<string>).data) as { changes: Change[] }).changes }));
  source.addEventListener("resync", () => pass({ changes: "everything" }));
  source.addEventListener("error", () => (liveness.value = { state: "broken", at: liveness.value.at }));
  return source;
}

function hear(news: News): void {
  liveness.value = { state: "open", at: Date.now() };
  if ("changes" in news) listeners.forEach((listener) => listener(news.changes));
}

let polledAt = 0;

/** Silence for a minute is a broken line, whatever the connection says; then we ask now and then instead of listening. */
function judgeSilence(): void {
  const { state, at } = liveness.value;
  const now = Date.now();
  if (at !== null && now - at > SILENT_FOR && state === "open") liveness.value = { state: "broken", at };
  if (liveness.value.state !== "broken" || now - polledAt < POLL_EVERY) return;
  polledAt = now;
  listeners.forEach((listener) => listener("everything"));
}
