/**
 * Live changes from the server: one event stream per browser, whatever the number of tabs.
 *
 * The tab that holds the lock reads /api/events and passes everything on through a BroadcastChannel; when it closes,
 * the browser gives the lock to the next tab. HTTP/1.1 allows six connections to a host, and each stream takes one.
 * The browser resumes with Last-Event-ID by itself; every tab knows the last id too, so that a new stream goes on
 * where the last one ended.
 */
import { signal } from "@preact/signals";

export interface Change {
  kind: string;
  id: string;
}

/** What the stream brings; `id` is the place in the change log up to which all is known. */
type Told = { changes: Change[] | "everything" } | { complaints: unknown } | { beat: true };
type News = Told & { id: string };
type Listener = (changes: Change[] | "everything") => void;
type RowListener = (news: unknown) => void;

export interface Liveness {
  state: "connecting" | "open" | "broken";
  /** When the server was last heard, in milliseconds since the epoch. */
  at: number | null;
}

export const liveness = signal<Liveness>({ state: "connecting", at: null });

const NAME = "live-events";
const WHERE = "where";
const SILENT_FOR = 60_000;
const REOPEN_AFTER = 5_000;
const POLL_EVERY = 30_000;

const listeners = new Set<Listener>();
const rowListeners = new Set<RowListener>();
let lastId = "";
let leading = false;
let stop: (() => void) | null = null;

/** Call `listener` with what changed, or with "everything" when that cannot be told. Returns how to stop. */
export function watchChanges(listener: Listener): () => void {
  return listen(listeners, listener);
}

/** Call `listener` with the rows of open complaints as they change: they ride on the stream, nobody asks for them. */
export function watchComplaints(listener: RowListener): () => void {
  return listen(rowListeners, listener);
}

/** What was read by asking is known up to `seq`: a stream that begins before any id was heard goes on from there. */
export function knownUpTo(seq: number): void {
  lastId ||= String(seq);
}

function listen<L>(among: Set<L>, listener: L): () => void {
  among.add(listener);
  stop ??= start();
  return () => {
    among.delete(listener);
    setTimeout(() => {
      if (listeners.size + rowListeners.size > 0 || !stop) return;
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
  if (channel) meet(channel);
  void lead(ended.signal, pass);
  const watch = setInterval(() => judgeSilence(), REOPEN_AFTER);
  return () => {
    ended.abort();
    channel?.close();
    clearInterval(watch);
    liveness.value = { state: "connecting", at: liveness.value.at };
  };
}

/** A tab that comes later asks where the stream is, so that it need not wait for the next event to know. */
function meet(channel: BroadcastChannel): void {
  channel.onmessage = (event: MessageEvent<News | typeof WHERE>) => {
    if (event.data !== WHERE) hear(event.data);
    else if (leading && liveness.value.state === "open") channel.postMessage({ beat: true, id: lastId } satisfies News);
  };
  channel.postMessage(WHERE);
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
    leading = true;
    let source = openStream(pass);
    const retry = setInterval(() => {
      if (source.readyState === EventSource.CLOSED) source = openStream(pass);
    }, REOPEN_AFTER);
    ended.addEventListener("abort", () => {
      source.close();
      leading = false;
      clearInterval(retry);
      done();
    });
  });
}

/**
 * Goes on after the last id that any tab has heard of. Without one it begins where the first ping says, and what the
 * pages have read until then is read again: nobody has told what came in between.
 */
function openStream(pass: (news: News) => void): EventSource {
  let blind = lastId === "";
  const source = new EventSource(lastId ? `/api/events?since=${lastId}` : "/api/events");
  const on = (name: string, told: (content: string) => Told): void =>
    source.addEventListener(name, (event) => pass({ ...told((event as MessageEvent<string>).data), id: (event as MessageEvent<string>).lastEventId || lastId }));
  if (!blind) on("open", () => ({ beat: true }));
  on("ping", () => {
    if (!blind) return { beat: true };
    blind = false;
    return { changes: "everything" };
  });
  on("change", (content) => ({ changes: (JSON.parse(content) as { changes: Change[] }).changes }));
  on("complaint", (content) => ({ complaints: JSON.parse(content) as unknown }));
  on("resync", () => ({ changes: "everything" }));
  source.addEventListener("error", () => (liveness.value = { state: "broken", at: liveness.value.at }));
  return source;
}

function hear(news: News): void {
  liveness.value = { state: "open", at: Date.now() };
  lastId = news.id || lastId;
  if ("changes" in news) listeners.forEach((listener) => listener(news.changes));
  if ("complaints" in news) rowListeners.forEach((listener) => listener(news.complaints));
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
