/** What waits to be sent. Nothing leaves without a receipt; a refusal stays until a person settles it. */
import type { Person } from "../api/types";
import type { ProblemDocument } from "../api/problem";
import { tell } from "./changes";
import { save, withDb } from "./db";
import type { ActDraft } from "./complaint_shapes";
import { putPictures, still } from "./kept";
import { type Values, takeReport } from "./report";
import type { Draft, Operation, OutboxItem, RaisedHere, ReportDraft, StepDraft } from "./shapes";
import type { TakenPhoto } from "./photos";

const RECEIPTS_KEPT_MS = 30 * 24 * 3600_000;

export interface NewOperation {
  operation: Operation;
  author: Person;
  happened_at: string;
  subject: string;
  photos: string[];
  seen_version?: number;
  named?: Person | null;
  about?: string;
  raised?: RaisedHere[];
}

export async function outboxList(): Promise<OutboxItem[]> {
  const items = await withDb((database) => database.getAll("outbox"));
  return items.sort((a, b) => a.seq - b.seq);
}

/**
 * Turn the draft into the operation made from it as it is kept, in one transaction; a refused one that it corrects is
 * settled by it. DraftGone when it has been submitted or given up already.
 */
export const submitDraft = (id: string, make: (kept: Draft) => NewOperation): Promise<void> => submitFrom("draft", id, make);
export const submitStep = <D extends StepDraft | ActDraft>(id: string, make: (kept: D) => NewOperation): Promise<void> => submitFrom<D>("step", id, make);

async function submitFrom<D extends Draft | StepDraft | ActDraft>(store: "draft" | "step", id: string, make: (kept: D) => NewOperation): Promise<void> {
  await save([store, "outbox", "meta"], async (transaction) => {
    const drafts = transaction.objectStore(store);
    const draft = still((await drafts.get(id)) as D | undefined);
    const outbox = transaction.objectStore("outbox");
    await outbox.put(itemOf(id, make(draft), await nextSeq(transaction.objectStore("meta"))));
    await settleCorrected(outbox, draft.corrects);
    await drafts.delete(id);
  });
  tell("queue");
}

interface Queue {
  get(id: string): Promise<OutboxItem | undefined>;
  put(item: OutboxItem): Promise<unknown>;
}

async function settleCorrected(outbox: Queue, id: string | null | undefined): Promise<void> {
  const corrected = id ? await outbox.get(id) : undefined;
  if (corrected) await outbox.put({ ...corrected, state: "settled", settled_by: "edited" });
}

/** As with the other drafts. */
export async function submitReport(id: string, make: (kept: ReportDraft) => NewOperation): Promise<void> {
  await save(["outbox", "meta"], async (transaction) => {
    const meta = transaction.objectStore("meta");
    const report = await takeReport(meta, id);
    const outbox = transaction.objectStore("outbox");
    await outbox.put(itemOf(id, make(report), await nextSeq(meta)));
    await settleCorrected(outbox, report.corrects);
  });
  tell("queue");
}

/** An operation that was no draft in the store, such as a label bound on the spot. */
export async function enqueue(id: string, made: NewOperation, taken: TakenPhoto[] = []): Promise<void> {
  await save(["outbox", "photo", "photo_bytes", "meta"], async (transaction) => {
    await putPictures(transaction, taken);
    await transaction.objectStore("outbox").put(itemOf(id, made, await nextSeq(transaction.objectStore("meta"))));
  });
  tell("queue");
}

async function nextSeq(meta: Values): Promise<number> {
  const seq = (((await meta.get("seq")) as number | undefined) ?? 0) + 1;
  await meta.put(seq, "seq");
  return seq;
}

function itemOf(id: string, { operation, ...made }: NewOperation, seq: number): OutboxItem {
  return {
    ...operation,
    ...made,
    id,
    seq,
    state: "waiting",
    tries: 0,
    last_try_at: null,
    next_try_at: 0,
    problem: null,
    received_at: null,
    replayed: false,
    settled_by: null,
  };
}

export interface Outcome {
  id: string;
  changed: Partial<Pick<OutboxItem, "state" | "tries" | "last_try_at" | "next_try_at" | "problem" | "received_at" | "replayed" | "settled_by">>;
}

/** Write down what became of several operations, in one transaction. What was settled meanwhile stays settled. */
export async function settle(outcomes: Outcome[]): Promise<void> {
  await save(["outbox"], async (transaction) => {
    const outbox = transaction.objectStore("outbox");
    for (const { id, changed } of outcomes) {
      const kept = await outbox.get(id);
      if (kept && kept.state !== "settled") await outbox.put({ ...kept, ...changed });
    }
  });
  tell("queue");
}

/** Send a refused operation again as it is. */
export async function tryAgain(id: string): Promise<void> {
  await settle([{ id, changed: { state: "waiting", problem: null, next_try_at: 0 } }]);
}

/** A person gives a refused operation up. */
export async function giveUp(id: string): Promise<void> {
  await settle([{ id, changed: { state: "settled", settled_by: "discarded" } }]);
}

/** Receipts are kept for 30 days. */
export async function forgetOldReceipts(now: number): Promise<void> {
  await save(["outbox"], async (transaction) => {
    const outbox = transaction.objectStore("outbox");
    for (const item of await outbox.getAll()) {
      const finished = item.state === "received" || item.state === "settled";
      if (finished && Date.parse(item.received_at ?? item.happened_at) < now - RECEIPTS_KEPT_MS) await outbox.delete(item.id);
    }
  });
}

export function refusedBy(problem: ProblemDocument): Outcome["changed"] {
  return { state: "refused", problem, last_try_at: Date.now() };
}
