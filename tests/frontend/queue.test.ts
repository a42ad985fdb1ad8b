/** The duty desk's queue while it is being read: what is missed meanwhile, and whose it is. */
import { followQueue, queue, read } from "../../static/app/office/desk/queue";
import { standing } from "../../static/app/shell/session";
import { equal, it } from "./runner";

const row = (id: string) => ({ id, number: id, status: "received", version: 1, address: id, category: null, building: null, station: null, officer: null, received_at: "2026-11-21T08:00:00Z", due_at: null, merged_into: null });

/** Answers to readings of the queue, in the order in which they are asked for. */
let asked: ((ids: string[]) => void)[] = [];

function standIn(): void {
  asked = [];
  globalThis.fetch = (input) => {
    if (!String(input).includes("/queue")) return Promise.resolve(new Response("[]"));
    return new Promise((answer) => asked.push((ids) => answer(new Response(JSON.stringify({ items: ids.map(row), next: null, seq: 1 })))));
  };
}

const shown = (): string[] => queue.value.entries.map((entry) => entry.row.id);

async function until(met: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !met(); tries += 1) await new Promise((done) => setTimeout(done, 10));
  equal(met(), true, String(met));
}

it("reads once more when something was missed while it was reading", async () => {
  standIn();
  void read();
  await until(() => asked.length === 1);
  void read();
  void read();
  asked[0]!(["one"]);
  await until(() => asked.length === 2);
  asked[1]!(["one", "two"]);
  await until(() => shown().length === 2);
  await new Promise((done) => setTimeout(done, 50));
  equal(asked.length, 2);
});

it("does not show what was read for somebody who has signed out meanwhile", async () => {
  standIn();
  standing.value = "signed_in";
  followQueue();
  await until(() => asked.length === 1);
  standing.value = "signed_out";
  asked[0]!(["theirs"]);
  await new Promise((done) => setTimeout(done, 50));
  equal([shown(), queue.value.reading], [[], true]);
});
