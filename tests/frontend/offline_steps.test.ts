/** Planning, more time, supervision and reopening without signal: what the form lacks, what it sends, what the phone shows. */
import type { Hazard, Me } from "../../static/app/api/types";
import { listed } from "../../static/app/crew/hazards/lists";
import { standings, stepsFor } from "../../static/app/crew/hazards/standing";
import { lastDay, operationOf, stepGaps } from "../../static/app/crew/hazards/step_rules";
import type { OutboxItem, PlanDraft, StepDraft } from "../../static/app/store/shapes";
import { ALICE, BOB, ME, hazard, queued, stepDraft } from "./samples";
import { equal, it } from "./runner";

const NOW = Date.parse("2026-11-21T08:00:00Z");
const TODAY = "2026-11-21";
const CREW = "taiyuan/heat-one/crew-a/";
const MAY = ["hazards.read", "hazards.report", "hazards.plan", "hazards.ask_extension", "hazards.rectify", "hazards.verify"];
const alice: Me = { ...ME, permissions: MAY };
const manager: Me = {
  ...ME,
  user: { ...ME.user, id: "user-max", role: "company_manager" },
  organization: { ...ME.organization, path: "taiyuan/heat-one/" },
  permissions: ["hazards.read", "hazards.plan", "hazards.ask_extension", "hazards.decide_extension", "hazards.rectify"],
};
const leader: Me = { ...manager, user: { ...ME.user, id: "user-lee", role: "city_leader" }, permissions: ["hazards.read", "hazards.decide_extension", "hazards.supervise"] };

/** Due on 30 November, 24:00 in the city. */
const mine = (changed: Partial<Hazard> = {}): Hazard => hazard("h", { status: "rectifying", grade: "major", plan_needed: true, responsible: ALICE, rectify_due_at: "2026-11-30T16:00:00Z", ...changed });
const WHOLE: PlanDraft = { organization: CREW, person: ALICE.id, time_limit_on: "2026-11-28", measures: "更换", amount: "3200", source: "维修费", contingency: "备用泵" };
const plan = { responsibility: { organization: CREW, person: ALICE.id }, time_limit_on: "2026-11-28", measures: "更换", funds: { amount_cny: 3200, source: "维修费" }, contingency: "备用泵" };
const asked = { id: "x", asked_by: ALICE, asked_organization: CREW, due_on: "2026-12-10" };

const gapsOf = (changed: Partial<StepDraft>, row = mine()): string[] => stepGaps(stepDraft(changed), row, null, TODAY);
const shown = (row: Hazard, person: Me, ...queue: OutboxItem[]) => standings([row], queue, person, NOW)[0]!;
const progress = (id: string): OutboxItem => queued(id, { type: "hazard.progress", payload: { hazard: "h", text: "半", percent: 50, photos: [] } }, { seen_version: 3 });
const planning = (id: string, changed: object = {}): OutboxItem => queued(id, { type: "hazard.plan", payload: { hazard: "h", version: 3, ...plan, ...changed } }, { seen_version: 3, named: BOB });
const asking = queued("x", { type: "hazard.ask_extension", payload: { hazard: "h", reason: "备件未到", due_on: "2026-12-10" } }, { seen_version: 3 });

it("takes a plan in parts, but not one that contradicts itself", () => {
  const lacking = (changed: Partial<PlanDraft>, row = mine()): string[] => gapsOf({ step: "plan", plan: { ...WHOLE, ...changed } }, row);
  equal(lacking({ measures: "", contingency: "", amount: "", source: "" }), []);
  equal(lacking({ time_limit_on: "", measures: " ", amount: "", source: "", contingency: "" }), ["plan_empty"]);
  equal(lacking({ time_limit_on: "2026-12-01" }), ["plan_late"]);
  equal(lacking({ time_limit_on: "2026-11-30" }), []);
  equal(lacking({ amount: "三千" }), ["amount"]);
  equal(lacking({ source: " " }), ["source"]);
  equal(lacking({ measures: "" }, mine({ plan_complete: true })), ["plan_whole"]);
});

it("asks for a day that is later than the present one", () => {
  equal(lastDay(mine()), "2026-11-30");
  equal(gapsOf({ step: "ask_extension" }), ["due_on", "text"]);
  equal(gapsOf({ step: "ask_extension", text: "备件", due_on: "2026-11-30" }), ["later"]);
  equal(gapsOf({ step: "ask_extension", text: "备件", due_on: "2026-12-01" }), []);
  equal(gapsOf({ step: "ask_extension", text: "备件", due_on: "2026-11-20" }, mine({ rectify_due_at: "2026-11-10T16:00:00Z" })), ["later"]);
});

it("decides, lists and reopens only with what the server needs", () => {
  equal(gapsOf({ step: "decide_extension" }), ["granted", "text"]);
  equal(gapsOf({ step: "supervise" }), ["leader", "text"]);
  equal(gapsOf({ step: "reopen" }), ["text"]);
});

it("sends each with what its author saw", () => {
  equal(operationOf(stepDraft({ step: "plan", plan: WHOLE })), { type: "hazard.plan", payload: { hazard: "h", version: 3, ...plan } });
  equal(operationOf(stepDraft({ step: "ask_extension", text: " 备件 ", due_on: "2026-12-10" })), { type: "hazard.ask_extension", payload: { hazard: "h", reason: "备件", due_on: "2026-12-10" } });
  equal(operationOf(stepDraft({ step: "decide_extension", extension: "x", granted: false, text: "不急" })), { type: "hazard.decide_extension", payload: { hazard: "h", extension: "x", granted: false, reason: "不急" } });
  equal(operationOf(stepDraft({ step: "supervise", named: BOB, text: "占压" })), { type: "hazard.supervise", payload: { hazard: "h", version: 3, leader: BOB.id, reason: "占压" } });
  equal(operationOf(stepDraft({ step: "reopen", text: "复发" })), { type: "hazard.reopen", payload: { hazard: "h", version: 3, reason: "复发", photos: [] } });
});

it("leaves out what is not written yet of a plan", () => {
  const { payload } = operationOf(stepDraft({ step: "plan", plan: { ...WHOLE, person: "", time_limit_on: "", amount: "", source: "" } }));
  equal([payload].map((each) => "funds" in each && [each.responsibility, each.time_limit_on, each.funds]), [[null, null, null]]);
});

it("shows a plan as written while it waits, with who answers for it now", () => {
  const { hazard: row } = shown(mine(), alice, planning("op", { responsibility: { organization: CREW, person: BOB.id } }));
  equal([row.plan_complete, row.plan?.measures, row.responsible, row.version], [true, "更换", BOB, 4]);
  equal(shown(mine(), alice, planning("op", { measures: "" })).hazard.plan_complete, false);
});

it("does not take its own earlier step for somebody else's change", () => {
  equal(shown(mine(), alice, progress("a"), progress("b")).hazard.version, 5);
  const half = shown({ ...mine(), version: 4 }, alice, { ...progress("a"), state: "received" }, { ...progress("b"), seen_version: 4 });
  equal([half.queued.map(({ item }) => item.id), half.hazard.version], [["b"], 5]);
});

it("keeps a second request back while one waits, and lets the level above decide it", () => {
  const { hazard: row, queued: waiting } = shown(mine(), alice, asking, { ...asking, id: "y" } as OutboxItem);
  equal(waiting.map((each) => each.refusal), [null, "hazard.extension_open"]);
  equal(row.extension, asked);
  equal(stepsFor(row, alice).includes("ask_extension"), false);
  equal(stepsFor(row, manager).includes("decide_extension"), true);
});

it("shows a decision, a listing and a reopening as done while they wait", () => {
  const granted = queued("d", { type: "hazard.decide_extension", payload: { hazard: "h", extension: "x", granted: true, reason: "同意" } }, { seen_version: 3 });
  const decided = shown(mine({ extension: asked }), manager, granted).hazard;
  equal([decided.extension, decided.steps.at(-1)?.detail], [null, { granted: true }]);
  const listing = queued("s", { type: "hazard.supervise", payload: { hazard: "h", version: 3, leader: BOB.id, reason: "占压" } }, { seen_version: 3, named: BOB });
  equal(shown(mine(), leader, listing).hazard.supervised?.leader, BOB);
  const closed = mine({ status: "closed", closed_at: "2026-11-19T08:00:00Z", rectified_by: BOB, rectified_crew: CREW });
  const again = queued("r", { type: "hazard.reopen", payload: { hazard: "h", version: 3, reason: "复发", photos: [] } }, { seen_version: 3 });
  const reopened = shown(closed, alice, again).hazard;
  equal([reopened.status, reopened.closed_at, reopened.rectified_by], ["rectifying", null, null]);
});

it("lists what was closed lately, the latest first, and nowhere else", () => {
  const at = (id: string, closed_at: string): Hazard => hazard(id, { status: "closed", responsible: ALICE, closed_at });
  const known = standings([at("old", "2026-10-20T00:00:00Z"), at("a", "2026-11-18T00:00:00Z"), at("b", "2026-11-20T00:00:00Z")], [], alice, NOW);
  equal(listed(known, "closed", alice, NOW).map((each) => each.hazard.id), ["b", "a"]);
  for (const tab of ["mine", "unit", "overdue"] as const) equal(listed(known, tab, alice, NOW), []);
});
