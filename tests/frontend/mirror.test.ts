/** The offline package: whole pages or nothing, and never half of a fresh one. */
import { all, by, one } from "../../static/app/store/mirror";
import { read } from "../../static/app/store/meta";
import { pull } from "../../static/app/sync/pull";
import { asset, emptyDatabase, site } from "./samples";
import { equal, it, rejects } from "./runner";

interface Step {
  status?: number;
  body?: unknown;
  fails?: boolean;
}

const asked: string[] = [];

/** Answers for /api/sync/pull, in turn. */
function server(...steps: Step[]): void {
  asked.length = 0;
  globalThis.fetch = (input) => {
    asked.push(String(input));
    const step = steps.shift();
    if (!step || step.fails) return Promise.reject(new TypeError("no network"));
    const type = (step.status ?? 200) < 400 ? "application/json" : "application/problem+json";
    return Promise.resolve(new Response(JSON.stringify(step.body ?? {}), { status: step.status ?? 200, headers: { "Content-Type": type } }));
  };
}

const page = (cursor: string, more: boolean, changes: [string, string, unknown][]): Step => ({
  body: { cursor, more, at: "2026-09-21T08:00:00Z", changes: changes.map(([kind, id, row]) => ({ kind, id, row })) },
});

it("shows nothing of a first package that broke off, and goes on where it stopped", async () => {
  await emptyDatabase();
  server(page("e:1", true, [["site", "s1", site("s1")]]), { fails: true });
  await rejects(() => pull("alice"), /Error/);
  equal(await all("site"), []);
  server(page("e:2", false, [["site", "s2", site("s2")]]));
  await pull("alice");
  equal(asked, ["/api/sync/pull?limit=500&cursor=e%3A1"]);
  equal((await all("site")).map((row) => row.id), ["s1", "s2"]);
});

it("keeps showing the old package while a fresh one is fetched after 410, then swaps", async () => {
  await emptyDatabase();
  server(page("e:1", false, [["asset", "a1", asset("a1")], ["asset", "a2", asset("a2")]]));
  await pull("alice");
  server({ status: 410, body: { code: "sync.cursor_gone", detail: "gone", status: 410 } }, page("f:1", true, [["asset", "a3", asset("a3")]]), { fails: true });
  await rejects(() => pull("alice"), /Error/);
  equal((await all("asset")).map((row) => row.id), ["a1", "a2"]);
  server(page("f:2", false, [["asset", "a1", asset("a1", { name: "新" })]]));
  await pull("alice");
  equal((await all("asset")).map((row) => [row.id, row.name]), [["a1", "新"], ["a3", "a3"]]);
});

it("removes what the server says is gone", async () => {
  await emptyDatabase();
  server(page("e:1", false, [["asset", "a1", asset("a1")], ["asset", "a2", asset("a2")]]));
  await pull("alice");
  server(page("e:2", false, [["asset", "a1", null]]));
  await pull("alice");
  equal(await one("asset", "a1"), null);
  equal((await all("asset")).length, 1);
});

it("begins afresh for another person", async () => {
  await emptyDatabase();
  server(page("e:1", false, [["site", "s1", site("s1")]]));
  await pull("alice");
  server(page("e:9", false, [["site", "s9", site("s9")]]));
  await pull("bob");
  equal(asked, ["/api/sync/pull?limit=500"]);
  equal((await all("site")).map((row) => row.id), ["s9"]);
  equal((await read("mirror"))?.user, "bob");
});

it("finds labels by code and short code, and assets by site", async () => {
  await emptyDatabase();
  const label = { id: "l1", code: "7GKM2P010C", short_code: "K7P10F", state: "attached", asset: "a1", reason: null };
  server(page("e:1", false, [["label", "l1", label], ["asset", "a1", asset("a1")], ["asset", "b1", asset("b1", { site: "site-2" })]]));
  await pull("alice");
  equal((await by("code", "label", "7GKM2P010C")).map((row) => row.id), ["l1"]);
  equal((await by("short_code", "label", "K7P10F")).map((row) => row.id), ["l1"]);
  equal((await by("site", "asset", "site-2")).map((row) => row.id), ["b1"]);
});
