/** How operations are packed and what their receipts mean. Pure. */
import type { ProblemDocument } from "../api/problem";
import type { Outcome } from "../store/outbox";
import type { OutboxItem } from "../store/shapes";

export const MOST_OPERATIONS = 50;
export const MOST_BYTES = 512 * 1024;

export interface SentOperation {
  id: string;
  type: OutboxItem["type"];
  happened_at: string;
  author: string;
  payload: OutboxItem["payload"];
}

export interface Receipt {
  id: string;
  outcome: "applied" | "replayed" | "conflict" | "refused";
  problem?: ProblemDocument | null;
  received_at?: string | null;
}

/** As the server reads it; the author is who captured it, whoever is signed in when it is sent. */
export function operationOf(item: OutboxItem): SentOperation {
  return { id: item.id, type: item.type, happened_at: item.happened_at, author: item.author.id, payload: item.payload };
}

/**
 * The next operations to send, in order of capture, at most `most` and MOST_BYTES. Order is kept: nothing overtakes
 * an operation that is not due yet, except one on which the server failed when it came alone.
 */
export function nextBatch(items: OutboxItem[], now: number, most = MOST_OPERATIONS): OutboxItem[] {
  const batch: OutboxItem[] = [];
  let bytes = 0;
  for (const item of items.filter((each) => each.state === "waiting" && !isStuck(each, now))) {
    bytes += JSON.stringify(operationOf(item)).length;
    if (item.next_try_at > now || batch.length === most || (batch.length > 0 && bytes > MOST_BYTES)) break;
    batch.push(item);
  }
  return batch;
}

function isStuck(item: OutboxItem, now: number): boolean {
  return item.problem !== null && item.next_try_at > now;
}

/** What the receipts say about the batch; an operation without one keeps waiting. */
export function outcomesOf(batch: OutboxItem[], receipts: Receipt[], now: number): Outcome[] {
  const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]));
  return batch.map((item) => {
    const receipt = byId.get(item.id);
    const tried = { tries: item.tries + 1, last_try_at: now };
    if (!receipt) return { id: item.id, changed: { ...tried, next_try_at: now + 60_000 } };
    if (receipt.outcome === "applied" || receipt.outcome === "replayed") {
      const received_at = receipt.received_at ?? new Date(now).toISOString();
      return { id: item.id, changed: { ...tried, state: "received", received_at, replayed: receipt.outcome === "replayed", problem: null } };
    }
    return { id: item.id, changed: { ...tried, state: "refused", problem: receipt.problem ?? unexplained(receipt.outcome) } };
  });
}

function unexplained(outcome: string): ProblemDocument {
  return { type: "about:blank", title: outcome, status: 409, detail: outcome, code: `sync.${outcome}` };
}
