/** A hazard as the phone knows it: the server's row, and on top of it what waits in the queue. */
import type { Hazard, Me } from "../../static/app/api/types";
import { firstPicture, repairPictures } from "../../static/app/crew/hazards/facing";
import { picturesFor } from "../../static/app/crew/hazards/fetching";
import { countsOf, isMine, listed, tabsOf, verificationQueue } from "../../static/app/crew/hazards/lists";
import { standings, stepsFor } from "../../static/app/crew/hazards/standing";
import { operationOf, stepGaps } from "../../static/app/crew/hazards/step_rules";
import type { OutboxItem, StepDraft } from "../../static/app/store/shapes";
import { ALICE, BOB, ME, hazard, queued, stepDraft, stepTaken } from "./samples";
import { equal, it } from "./runner";

const NOW = Date.parse("2026-11-21T08:00:00Z");
const CREW = "taiyuan/heat-one/crew-a/";
const alice: Me = { ...ME, permissions: ["hazards.read", "hazards.report", "hazards.plan", "hazards.rectify", "hazards.verify"] };
const officer: Me = {
  ...alice,
  user: { ...ME.user, id: "user-charlie", role: "safety_officer" },
  organization: { ...ME.organization, path: "taiyuan/heat-one/" },
  permissions: [...alice.permissions, "hazards.confirm"],
};
const mine = (changed: Partial<Hazard> = {}): Hazard => hazard("h", { status: "rectifying", responsible: ALICE, ...changed });
const rectified = (changed: Partial<Hazard> = {}): Hazard => hazard("h", { status: "rectified", rectified_by: ALICE, rectified_crew: CREW, ...changed });
const repair = (changed: Partial<OutboxItem> = {}): OutboxItem =>
  queued("op", { type: "hazard.rectify", payload: { hazard: "h", done: "换垫片", photos: [], label: null, position: null } }, { seen_version: 3, ...changed });
const shown = (row: Hazard, ...queue: OutboxItem[]) => standings([row], queue, alice, NOW)[0]!;

it("does not show a repair that the server returned as done", () => {
  equal(shown(mine(), repair({ state: "refused" })).hazard.status, "rectifying");
});

it("does not show a repair twice once the mirror tells of it", () => {
  const told = rectified({ version: 4, steps: [stepTaken("op", "rectify")] });
  const { queued: still, hazard: after } = shown(told, repair({ state: "received" }));
  equal([still.length, after.steps.map((step) => step.step)], [0, ["report", "rectify"]]);
});

it("warns that a step will be returned when somebody was faster", () => {
  const { queued: waiting, hazard: after } = shown(rectified({ rectified_by: BOB, version: 5 }), repair());
  equal(waiting.map((each) => each.refusal), ["hazard.wrong_status"]);
  equal([after.rectified_by?.name, after.steps.length], [BOB.name, 1]);
});

it("leaves out what an older app has pulled without its story", () => {
  const old = { ...mine(), steps: undefined } as unknown as Hazard;
  equal(standings([old], [], alice, NOW), []);
});

it("shows a repair as done while it waits and after it was received, until the mirror tells", () => {
  for (const state of ["waiting", "received"] as const) {
    const { hazard: after } = shown(mine(), repair({ state }));
    equal([after.status, after.rectified_by, after.rectified_crew, after.due_at], ["rectified", ALICE, CREW, null]);
    equal(after.steps.map((step) => [step.step, step.note]).at(-1), ["rectify", "换垫片"]);
  }
});

it("shows a report of this phone as a hazard until the mirror has it, so that it can be fixed at once", () => {
  const report = queued("r", {
    type: "hazard.report",
    payload: { id: "r", site: "site-1", asset: null, title: "标牌脱落", description: "", grade: "minor", photos: [], position: null, label: null },
  });
  const [known] = standings([], [report], alice, NOW);
  equal([known!.onlyHere, known!.hazard.status, stepsFor(known!.hazard, alice)], [true, "reported", ["fix_on_the_spot"]]);
  equal(standings([hazard("r")], [report], alice, NOW).map((each) => each.onlyHere), [false]);
  equal(standings([], [{ ...report, state: "refused" }], alice, NOW), []);
  equal(standings([], [{ ...report, state: "received", received_at: "2026-11-21T07:00:00Z" }], alice, NOW), []);
});

it("lets nobody verify his own work, nor that of his crew", () => {
  const bob: Me = { ...alice, user: { ...ME.user, id: BOB.id } };
  for (const person of [alice, bob]) equal(stepsFor(rectified(), person), []);
  equal(stepsFor(rectified(), officer), ["accept", "send_back"]);
});

it("lists what is one's own, the unit's, overdue, and to be confirmed", () => {
  const rows = [
    mine(),
    hazard("late", { status: "rectifying", responsible: BOB, due_at: "2026-11-20T00:00:00Z" }),
    hazard("elsewhere", { unit: { path: "taiyuan/heat-two/crew-z/", name: "z", name_en: "z" }, organization: "taiyuan/heat-two/" }),
    hazard("closed", { status: "closed", responsible: ALICE }),
    hazard("told", { reporter: ALICE }),
  ];
  const known = standings(rows, [], alice, NOW);
  const ids = (tab: "mine" | "unit" | "overdue" | "confirm", person = alice): string[] => listed(known, tab, person, NOW).map((each) => each.hazard.id);
  equal(ids("mine"), ["h", "told"]);
  equal(ids("unit"), ["late", "h", "told"]);
  equal(ids("overdue"), ["late"]);
  equal(ids("confirm", officer), ["elsewhere", "told"]);
  equal([tabsOf(alice).includes("confirm"), tabsOf(officer).includes("confirm")], [false, true]);
  equal(countsOf(known, alice, NOW), { mine: 2, overdue: 0, toVerify: 0, toConfirm: 0 });
  equal(isMine(known[1]!, alice), false);
});

it("sends the verifier first to where the least time is left on arrival", () => {
  const at = (id: string, due_at: string | null, longitude: number): Hazard => rectified({ id, due_at, position: { longitude, latitude: 37.87 } });
  const known = standings([at("near", "2026-11-21T09:00:00Z", 112.551), at("far", "2026-11-21T09:20:00Z", 112.75), at("no clock", null, 112.55)], [], officer, NOW);
  const here = { longitude: 112.55, latitude: 37.87, accuracy_m: 10, at: "2026-11-21T08:00:00Z" };
  const order = (from: typeof here | null): string[] => verificationQueue(known, officer, from, (row) => row.position, NOW).map((each) => each.standing.hazard.id);
  equal(order(here), ["far", "near", "no clock"]);
  equal(order(null), ["near", "far", "no clock"]);
  equal(verificationQueue(known, alice, here, () => null, NOW), []);
});

const note = (sha256: string, role: "close_up" | "context" | "before" | "after") => ({ sha256, role, taken_at: "2026-11-21T08:00:00Z" });

it("faces the first picture with the last repair's", () => {
  const row = mine({ photos: [note("c", "context"), note("u", "close_up")], steps: [stepTaken("1", "rectify", [note("old", "after")]), stepTaken("2", "rectify", [note("new", "after")])] });
  equal([firstPicture(row)?.sha256, repairPictures(row).map((photo) => photo.sha256)], ["u", ["new"]]);
  equal(repairPictures(mine()), []);
});

it("fetches ahead only the pictures of what the person has to do", () => {
  const pictures = [note("u", "close_up"), note("c", "context")];
  equal(picturesFor([mine({ photos: pictures }), hazard("other", { status: "rectifying", responsible: BOB, photos: [note("no", "close_up")] })], alice), ["u", "c"]);
});

const gapsOf = (changed: Partial<StepDraft>, match: "matched" | "other" | null = null): string[] => stepGaps(stepDraft(changed), mine(), match, "2026-11-21");

it("says what a step still lacks", () => {
  equal(gapsOf({ step: "rectify" }), ["after", "text"]);
  equal(gapsOf({ step: "rectify", text: "好", photos: [note("a", "after")] }), []);
  equal(gapsOf({ step: "fix_on_the_spot", text: "好", photos: [note("a", "before"), note("a", "after")] }), ["after"]);
  equal(gapsOf({ step: "accept", photos: [note("a", "after")] }), ["on_site"]);
  equal(gapsOf({ step: "accept", photos: [note("a", "after")], label: { code: "X", scanned_at: "" } }, "other"), ["wrong_label"]);
  equal(gapsOf({ step: "accept", photos: [note("a", "after")], label: { code: "X", scanned_at: "" } }, "matched"), []);
  equal(gapsOf({ step: "send_back", text: " " }), ["text"]);
  equal(gapsOf({ step: "progress", text: "备件已到" }), ["percent"]);
  equal(gapsOf({ step: "confirm", responsible: null }), ["responsible"]);
});

it("sends what a person decided together with the version that he saw", () => {
  equal(operationOf(stepDraft({ step: "dismiss", text: " 不是隐患 " })), { type: "hazard.dismiss", payload: { hazard: "h", version: 3, reason: "不是隐患" } });
  equal(operationOf(stepDraft({ step: "progress", text: "半", percent: 50 })), { type: "hazard.progress", payload: { hazard: "h", text: "半", percent: 50, photos: [] } });
});
