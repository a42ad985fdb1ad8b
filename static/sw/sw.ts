/// <reference lib="webworker" />
/**
 * The service worker: keeps the app's files on the phone so that it opens with no network, and sends the queue when
 * the browser wakes it. It never answers for /api. build.py fills in PRECACHE and VERSION.
 *
 * Kill switch: serve sw/kill.ts's output as /sw.js (docs/operations.md says how): it removes itself and the cached
 * files, never the database with the queue.
 */
import { keptPerson } from "../app/store/person";
import { flush } from "../app/sync/flush";

declare const self: ServiceWorkerGlobalScope;
declare const PRECACHE: { url: string; hash: string }[];
declare const VERSION: string;

interface File {
  url: string;
  hash: string;
}

interface SyncEvent extends ExtendableEvent {
  tag: string;
}

const CACHE = `shell-${VERSION}`;
const FILES = new Map(PRECACHE.map((file) => [file.url, file]));
const PAGES = /^\/(app(\/.*)?)?$/;
const LABEL = /^\/l\/([^/]+)$/i;

const keyOf = ({ url, hash }: File): string => `${url}?hash=${hash}`;

self.addEventListener("install", (event) => event.waitUntil(precache()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
  if (event.data === "version") event.ports[0]?.postMessage(VERSION);
});
self.addEventListener("sync" as never, (event: SyncEvent) => {
  if (event.tag === "queue") event.waitUntil(flush(true).then(retryUnlessSent));
});

/** Copy what an older version already has, fetch the rest, four at a time; a new version then waits to be let in. */
async function precache(): Promise<void> {
  const cache = await caches.open(CACHE);
  const older = await Promise.all((await shells()).map((name) => caches.open(name)));
  const left = [...PRECACHE];
  const work = async (): Promise<void> => {
    for (let file = left.shift(); file; file = left.shift()) await obtain(file, cache, older);
  };
  await Promise.all([work(), work(), work(), work()]);
}

async function obtain(file: File, cache: Cache, older: Cache[]): Promise<void> {
  for (const kept of [cache, ...older]) {
    const hit = await kept.match(keyOf(file));
    if (!hit) continue;
    if (kept !== cache) await cache.put(keyOf(file), hit);
    return;
  }
  const response = await fetch(file.url, { cache: "no-cache" });
  if (!response.ok || response.redirected) throw new Error(`cannot fetch ${file.url}: ${response.status}`);
  await cache.put(keyOf(file), response);
}

async function takeOver(): Promise<void> {
  for (const name of await shells()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function shells(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith("shell-"));
}

/** Null leaves the request to the browser. */
function answerTo(request: Request): Promise<Response> | null {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return null;
  if (request.mode !== "navigate") return FILES.has(pathname) ? kept(pathname, request) : null;
  if (PAGES.test(pathname)) return kept("/", request);
  const code = LABEL.exec(pathname)?.[1];
  return code ? labelPage(code, request) : null;
}

async function kept(url: string, request: Request): Promise<Response> {
  const file = FILES.get(url);
  const hit = file && (await (await caches.open(CACHE)).match(keyOf(file)));
  return hit ?? fetch(request);
}

/** Whoever signed in on this phone gets the app, signal or not; anyone else the server's public page. */
async function labelPage(code: string, request: Request): Promise<Response> {
  const person = await keptPerson().catch(() => null);
  return person ? Response.redirect(`/app/label/${encodeURIComponent(code.toUpperCase())}`, 303) : fetch(request);
}

/** A rejected promise asks the browser to wake us again later. */
function retryUnlessSent(result: string): void {
  if (result === "unreachable" || result === "later") throw new Error(result);
}
