/** The queue on a bad network: nothing lost, nothing twice, nothing blocked by one bad record. */
import { write } from "../../static/app/store/meta";
import { enqueue, outboxList } from "../../static/app/store/outbox";
import { photoList } from "../../static/app/store/photos";
import type { OutboxItem } from "../../static/app/store/shapes";
import { nextBatch } from "../../static/app/sync/batch";
import { flush } from "../../static/app/sync/flush";
import { BOB, attachment, emptyDatabase, taken } from "./samples";
import { equal, it, truthy } from "./runner";

interface Sent {
  operations: { id: string; author: string; type: string }[];
}

const pushed: Sent[] = [];
const photos: string[] = [];
type Reply = Response | "dies" | "dies after taking it";

/** `answer` speaks for the push route; undefined means "all applied". Photos are taken unless `photo` says otherwise. */
function server(answer: (sent: Sent, n: number) => Reply | undefined, photo: (sha: string) => Reply | undefined = () => undefined): void {
  pushed.length = photos.length = 0;
  globalThis.fetch = async (input, init) => {
    const path = String(input);
    const taking = path.startsWith("/api/photos/");
    const sent = taking ? null : await unpacked(init!);
    if (taking) photos.push(path.slice(12));
    else pushed.push(sent!);
    const reply = taking ? photo(path.slice(12)) : answer(sent!, pushed.length);
    if (reply === "dies" || reply === "dies after taking it") throw new TypeError("network");
    return reply ?? (taking ? json({}, 201) : receipts(sent!, () => "applied"));
  };
}

async function unpacked(init: RequestInit): Promise<Sent> {
  const packed = new Headers(init.headers).get("Content-Encoding") === "gzip";
  const body = new Response(init.body);
  const text = packed ? await new Response(body.body!.pipeThrough(new DecompressionStream("gzip"))).text() : await body.text();
  return JSON.parse(text) as Sent;
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json", ...headers } });
}

function receipts(sent: Sent, outcome: (id: string) => string): Response {
  const made = sent.operations.map(({ id }) => ({ id, outcome: outcome(id), problem: outcome(id) === "applied" ? null : { status: 409, code: "x", detail: "检查表已停用", title: "x", type: "x" }, received_at: new Date().toISOString() }));
  return json({ receipts: made, server_time: "2026-09-21T09:00:00Z" });
}

const states = async (): Promise<[string, string][]> => (await outboxList()).map((item) => [item.id, item.state]);

async function queued(...ids: string[]): Promise<void> {
  await emptyDatabase();
  for (const id of ids) await enqueue(id, attachment(id));
}

it("keeps everything when nobody is signed in", async () => {
  await queued("a", "b");
  server(() => json({ code: "session.none", detail: "请登录" }, 401));
  equal(await flush(true), "signed_out");
  equal(await states(), [["a", "waiting"], ["b", "waiting"]]);
});

it("keeps everything when the connection dies, also after the server has taken it", async () => {
  await queued("a");
  server(() => "dies after taking it");
  const before = Date.now();
  equal(await flush(true), "unreachable");
  equal(await states(), [["a", "waiting"]]);
  truthy((await outboxList())[0]!.next_try_at >= before + 500);
  server((sent) => receipts(sent, () => "replayed"));
  equal(await flush(true), "sent");
  equal((await outboxList()).map((item) => [item.state, item.replayed]), [["received", true]]);
});

it("does as a server says that asks for patience, even when pressed", async () => {
  await queued("a");
  server(() => json({}, 503, { "Retry-After": "60" }));
  equal(await flush(true), "later");
  equal(await flush(true), "later");
  equal(pushed.length, 1);
  await write("not_before", 0);
  server(() => undefined);
  equal(await flush(true), "sent");
});

it("parks what the server refuses, with the reason, and sends the rest", async () => {
  await queued("good", "bad", "fine");
  server((sent) => receipts(sent, (id) => (id === "bad" ? "refused" : "applied")));
  equal(await flush(true), "sent");
  equal(await states(), [["good", "received"], ["bad", "refused"], ["fine", "received"]]);
  equal((await outboxList())[1]!.problem?.detail, "检查表已停用");
});

it("keeps what it has no receipt for", async () => {
  await queued("a", "b");
  server(() => json({ receipts: [{ id: "a", outcome: "applied", received_at: new Date().toISOString() }], server_time: "" }));
  await flush(true);
  equal(await states(), [["a", "received"], ["b", "waiting"]]);
});

it("finds the one record that makes the server fail, and sends the others", async () => {
  await queued("a", "poison", "c");
  server((sent) => (sent.operations.some(({ id }) => id === "poison") ? json({}, 500) : undefined));
  equal(await flush(true), "later");
  equal(await states(), [["a", "received"], ["poison", "waiting"], ["c", "received"]]);
  server(() => undefined);
  await flush(true);
  equal((await states())[1], ["poison", "received"]);
});

it("halves a batch that is too large, and parks a single record that is", async () => {
  await queued("a", "huge", "c");
  server((sent) => (sent.operations.some(({ id }) => id === "huge") ? json({ detail: "太大", code: "http.too_large" }, 413) : undefined));
  equal(await flush(true), "sent");
  equal(await states(), [["a", "received"], ["huge", "refused"], ["c", "received"]]);
});

it("sends in the order of capture, fifty at a time", async () => {
  const ids = Array.from({ length: 120 }, (_, n) => `op-${String(n).padStart(3, "0")}`);
  await queued(...ids);
  server(() => undefined);
  equal(await flush(true), "sent");
  equal(pushed.map((sent) => sent.operations.length), [50, 50, 20]);
  equal(pushed.flatMap((sent) => sent.operations.map(({ id }) => id)), ids);
});

it("names the author who captured it", async () => {
  await emptyDatabase();
  await enqueue("a", attachment("a", { author: BOB }));
  server(() => undefined);
  await flush(true);
  equal(pushed[0]!.operations[0]!.author, BOB.id);
});

it("sends each picture once, after the records, and frees it", async () => {
  await emptyDatabase();
  await enqueue("a", attachment("a", { photos: ["p1", "p2"] }), [taken("p1"), taken("p2")]);
  await enqueue("b", attachment("b", { photos: ["p2"] }));
  server(() => undefined, (sha) => (sha === "p2" && photos.length === 2 ? "dies" : undefined));
  equal(await flush(true), "unreachable");
  equal([(await states()).map(([, state]) => state), photos], [["received", "received"], ["p1", "p2"]]);
  server(() => undefined);
  equal(await flush(true), "sent");
  equal([pushed.length, photos], [0, ["p2"]]);
  truthy((await photoList()).every((photo) => photo.arrived));
});

it("keeps a picture the server will not have, with the reason", async () => {
  await emptyDatabase();
  await enqueue("a", attachment("a", { photos: ["p1"] }), [taken("p1")]);
  server(() => undefined, () => json({ detail: "这不是照片", code: "photo.unknown" }, 415));
  await flush(true);
  equal((await photoList()).map((photo) => [photo.arrived, photo.problem?.detail]), [[false, "这不是照片"]]);
  await flush(true);
  equal(photos.length, 1);
});

it("sends once when four callers flush at the same time", async () => {
  await queued("a", "b");
  server(() => undefined);
  const results = await Promise.all([flush(true), flush(true), flush(true), flush(true)]);
  equal(results.filter((result) => result === "sent").length, 1);
  equal(pushed.length, 1);
});

const waiting = (id: string, seq: number, next_try_at = 0): OutboxItem => ({ ...(attachment(id) as unknown as OutboxItem), type: "label.attach", payload: { code: id, asset: "a" }, id, seq, state: "waiting", next_try_at, problem: null });

it("does not let a later record overtake one that is waiting for its time", () => {
  equal(nextBatch([waiting("a", 1, 2_000), waiting("b", 2)], 1_000), []);
  const stuck = { ...waiting("a", 1, 2_000), problem: { status: 500, code: "x", detail: "", title: "", type: "" } };
  equal(nextBatch([stuck, waiting("b", 2)], 1_000).map((item) => item.id), ["b"]);
  equal(nextBatch([stuck, waiting("b", 2)], 2_000).map((item) => item.id), ["a", "b"]);
});

it("packs at most half a megabyte, but always one record", () => {
  const large = { ...waiting("a", 1), payload: { code: "x".repeat(600_000), asset: "a" } } as OutboxItem;
  equal(nextBatch([large, waiting("b", 2)], 1_000).map((item) => item.id), ["a"]);
});
