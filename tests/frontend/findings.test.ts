/** What an inspection raises is a hazard on this phone at once; what failed before belongs to the hazard there is. */
import type { Answer, Hazard, Me } from "../../static/app/api/types";
import { Drafting } from "../../static/app/crew/drafting";
import { standingOf, standings, stepsFor } from "../../static/app/crew/hazards/standing";
import { hazardShowing, replacedPhotos } from "../../static/app/crew/replaced";
import { discardDraft, keepNewDraft } from "../../static/app/store/drafts";
import { outboxList, settle } from "../../static/app/store/outbox";
import type { Draft, InspectionPayload, OutboxItem, RaisedHere } from "../../static/app/store/shapes";
import { ALICE, BOB, ME, checklist, draft, emptyDatabase, hazard, item, queued, stepTaken } from "./samples";
import { equal, it } from "./runner";

const NOW = Date.parse("2026-11-21T08:00:00Z");
const alice: Me = { ...ME, permissions: ["hazards.read", "hazards.report", "hazards.rectify"] };

const raised = (changed: Partial<RaisedHere> = {}): RaisedHere => ({ id: "f", item: "drawings", title: "系统图：不合格", title_en: "Drawing: failed", grade: "minor", description: "缺图", photos: [], ...changed });
const PAYLOAD = { id: "i", asset: "asset-1", household: null, position: null, hazards: { drawings: "f" } } as unknown as InspectionPayload;
const inspection = (changed: Partial<OutboxItem> = {}, ...found: RaisedHere[]): OutboxItem => queued("i", { type: "inspection.submit", payload: PAYLOAD }, { subject: "3 号热力站", raised: found.length ? found : [raised()], ...changed });
const fix = (on: string): OutboxItem => queued("fix", { type: "hazard.fix_on_the_spot", payload: { hazard: on, done: "贴好", photos: [], label: null, position: null } }, { seq: 2, seen_version: 0 });
const open = (changed: Partial<Hazard> = {}): Hazard => hazard("h", { item: "drawings", grade: "minor", ...changed });
const ids = (known: ReturnType<typeof standings>): string[] => known.map((each) => each.hazard.id);

it("shows what an inspection raised at once, to be fixed on the spot", () => {
  const [known] = standings([], [inspection()], alice, NOW);
  equal([known!.onlyHere, known!.hazard.title, known!.hazard.reporter, known!.hazard.asset?.id], [true, "系统图：不合格", ALICE, "asset-1"]);
  equal(stepsFor(known!.hazard, alice), ["fix_on_the_spot"]);
  equal(standings([], [inspection(), fix("f")], alice, NOW).map((each) => each.hazard.status), ["rectified"]);
});

it("shows nothing of an inspection that was returned, nor for long after it was received", () => {
  equal(standings([], [inspection({ state: "refused" })], alice, NOW), []);
  equal(standings([], [inspection({ state: "received", received_at: "2026-11-21T07:00:00Z" })], alice, NOW), []);
  equal(ids(standings([open({ id: "f" })], [inspection()], alice, NOW)), ["f"]);
});

it("adds what failed before to the hazard there is, and what waits for it as well", () => {
  const known = standings([open({ reporter: BOB })], [inspection(), fix("f")], alice, NOW);
  equal(ids(known), ["h"]);
  equal(known[0]!.queued.map((each) => each.refusal), ["hazard.not_reporter"]);
  equal(standingOf(known, "f")?.hazard.id, "h");
  equal(standings([open({ reporter: ALICE })], [inspection(), fix("f")], alice, NOW).map((each) => each.hazard.status), ["rectified"]);
});

it("knows the finding by the hazard's story once the server has told", () => {
  const told = open({ reporter: BOB, version: 4, steps: [stepTaken("f", "see_again")] });
  const known = standings([told], [inspection({ state: "received", received_at: "2026-11-21T07:59:00Z" }), fix("f")], alice, NOW);
  equal([ids(known), standingOf(known, "f")?.queued.length], [["h"], 1]);
});

it("does not hide what is graver, of another item, device or flat, or came after the closing", () => {
  const apart: Partial<Hazard>[] = [{ item: "pump" }, { asset: { id: "asset-2", code: "", name: "" } }, { household: "flat" }, { status: "closed" }, { status: "dismissed" }];
  for (const changed of apart) equal(ids(standings([open(changed)], [inspection()], alice, NOW)), ["h", "f"]);
  equal(ids(standings([open()], [inspection({}, raised({ grade: "general" }))], alice, NOW)), ["h", "f"]);
});

it("joins a second finding of the same day to the first", () => {
  const second = queued("i2", { type: "inspection.submit", payload: { ...PAYLOAD, id: "i2" } }, { raised: [raised({ id: "f2" })] });
  const known = standings([], [inspection(), second], alice, NOW);
  equal([ids(known), standingOf(known, "f2")?.hazard.id], [["f"], "f"]);
});

const FAILING: Answer = { item: "pump", value: "fail", photos: [], answered_at: "2026-11-21T07:00:00Z" };
const failing = (id: string, changed: Partial<Draft> = {}): Draft => draft(id, { checklist: checklist([item("pump", { grade: "minor" })]), answers: { pump: FAILING }, ...changed });

async function submitted(made: Draft): Promise<Extract<OutboxItem, { type: "inspection.submit" }>> {
  await discardDraft(made.id);
  await keepNewDraft(made);
  await new Drafting(made).submit();
  const found = (await outboxList()).find((each) => each.id === made.id);
  if (found?.type !== "inspection.submit") throw new Error("not in the queue");
  return found;
}

it("names the hazards that it raises", async () => {
  await emptyDatabase();
  const { payload, raised: found } = await submitted(failing("d1"));
  equal(found?.map(({ item: key, id, title, grade }) => [key, id, title, grade]), [["pump", payload.hazards["pump"], "pump：不合格", "minor"]]);
});

it("uses the ids of a returned inspection again, so that a waiting step finds its hazard", async () => {
  await emptyDatabase();
  const first = await submitted(failing("d1"));
  await settle([{ id: "d1", changed: { state: "refused" } }]);
  equal((await submitted(failing("d2", { corrects: "d1" }))).payload.hazards, first.payload.hazards);
});

it("raises nothing anew that the inspection it replaces has raised, however often it is corrected", async () => {
  await emptyDatabase();
  await submitted(failing("d1"));
  await settle([{ id: "d1", changed: { state: "received" } }]);
  const second = await submitted(failing("d2", { replaces: "d1" }));
  await settle([{ id: "d2", changed: { state: "received" } }]);
  const third = await submitted(failing("d3", { replaces: "d2" }));
  equal([second.payload.hazards, second.raised, third.payload.hazards], [{}, [], {}]);
});

it("knows which returned pictures have another in their place", () => {
  const payload = { hazard: "h", refused: "old", replacement: "new", reason: "退回", taken_at: "" };
  const replaced = (state: OutboxItem["state"]): OutboxItem => queued("p", { type: "hazard.replace_photo", payload }, { state });
  equal([...replacedPhotos([replaced("waiting"), fix("h")])], ["old"]);
  equal([replacedPhotos([replaced("refused")]).size, replacedPhotos([replaced("settled")]).size], [0, 0]);
  equal([hazardShowing(fix("h")), hazardShowing(replaced("waiting")), hazardShowing(inspection())], ["h", "h", null]);
});
