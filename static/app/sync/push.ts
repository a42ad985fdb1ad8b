/** Sending the queue: records first, they are small and matter most, then the pictures. */
import { call } from "../api/client";
import { Problem, Unreachable } from "../api/problem";
import { tell } from "../store/changes";
import { write } from "../store/meta";
import { type Outcome, outboxList, refusedBy, settle } from "../store/outbox";
import { deviceId } from "../store/device";
import { markArrived, markRefused, photoBytes, photoList } from "../store/photos";
import type { OutboxItem, StoredPhoto } from "../store/shapes";
import { waitAfter } from "./backoff";
import { MOST_OPERATIONS, type Receipt, nextBatch, operationOf, outcomesOf } from "./batch";
import { learnClock } from "./clock";

export type Pushed = "sent" | "unreachable" | "signed_out" | "later";

interface PushAnswer {
  receipts: Receipt[];
  server_time: string;
}

/** Operations per request; shrinks when the server fails on a batch, so that one bad operation is found. */
let most = MOST_OPERATIONS;

export async function pushOperations(force: boolean): Promise<Pushed> {
  const device = await deviceId();
  for (;;) {
    const items = await outboxList();
    const batch = nextBatch(force ? items.map((item) => ({ ...item, next_try_at: 0 })) : items, Date.now(), most);
    if (batch.length === 0) return items.some((item) => item.state === "waiting") ? "later" : "sent";
    force = false;
    const failure = await pushBatch(device, batch);
    if (failure) return failure;
  }
}

/** Null when the batch was answered for and the next may follow. */
async function pushBatch(device: string, batch: OutboxItem[]): Promise<Pushed | null> {
  try {
    const body = JSON.stringify({ device, operations: batch.map(operationOf) });
    const { value, headers } = await call<PushAnswer>("/api/sync/push", { method: "POST", ...(await packed(body)), timeout: 60_000 });
    learnClock(headers.get("Date"));
    await settle(outcomesOf(batch, value.receipts, Date.now()));
    most = MOST_OPERATIONS;
    return null;
  } catch (error) {
    if (error instanceof Unreachable) return postpone(batch, "unreachable", 10);
    if (error instanceof Problem) return refused(batch, error);
    throw error;
  }
}

async function refused(batch: OutboxItem[], problem: Problem): Promise<Pushed | null> {
  const { status } = problem;
  if (status === 401) return "signed_out";
  if ([429, 502, 503, 504].includes(status)) return serverAsksToWait(batch, problem);
  if (status === 403 || status === 408) return postpone(batch, "later", 300);
  if (batch.length > 1) {
    most = Math.ceil(batch.length / 2);
    return null;
  }
  await settle(batch.map((item) => ({ id: item.id, changed: status >= 500 ? stuckOn(item, problem) : refusedBy(problem.document) })));
  return null;
}

/** The server fails on this one: it is tried again later, and no longer keeps the others waiting. */
function stuckOn(item: OutboxItem, { document }: Problem): Outcome["changed"] {
  const now = Date.now();
  return { tries: item.tries + 1, last_try_at: now, next_try_at: now + waitAfter(item.tries), problem: document };
}

async function serverAsksToWait(batch: OutboxItem[], problem: Problem): Promise<Pushed> {
  const seconds = problem.retryAfter ?? 5;
  await write("not_before", Date.now() + seconds * 1000);
  return postpone(batch, "later", seconds);
}

async function postpone(batch: OutboxItem[], result: Pushed, mostSeconds: number): Promise<Pushed> {
  const now = Date.now();
  const wait = waitAfter(batch[0]?.tries ?? 0, mostSeconds);
  const changed = (item: OutboxItem): Outcome["changed"] => ({ tries: item.tries + 1, last_try_at: now, next_try_at: now + wait });
  await settle(batch.map((item) => ({ id: item.id, changed: changed(item) })));
  return result;
}

/** gzip where the browser can: a queue is text that repeats itself. */
async function packed(body: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  const headers = { "Content-Type": "application/json" };
  if (!("CompressionStream" in self) || body.length < 2_000) return { body, headers };
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(stream).arrayBuffer(), headers: { ...headers, "Content-Encoding": "gzip" } };
}

/** The pictures of everything submitted; drafts keep theirs to themselves. */
export async function pushPhotos(): Promise<Pushed> {
  const submitted = (await outboxList()).filter((item) => item.state === "waiting" || item.state === "received");
  const wanted = new Set(submitted.flatMap((item) => item.photos));
  for (const photo of await photoList()) {
    if (!wanted.has(photo.sha256) || photo.arrived || photo.problem) continue;
    const failure = await pushPhoto(photo);
    if (failure) return failure;
  }
  return "sent";
}

async function pushPhoto({ sha256, type }: StoredPhoto): Promise<Pushed | null> {
  const bytes = await photoBytes(sha256);
  if (!bytes) return null;
  try {
    await call(`/api/photos/${sha256}`, { method: "PUT", body: bytes, headers: { "Content-Type": type }, timeout: 180_000 });
    await markArrived(sha256);
  } catch (error) {
    if (error instanceof Unreachable) return "unreachable";
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401) return "signed_out";
    if (error.status >= 500 || error.status === 429 || error.status === 408 || error.status === 403) return "later";
    await markRefused(sha256, error.document);
  } finally {
    tell("queue");
  }
  return null;
}
