/** One draft open in two tabs: each keeps what it changed, neither takes anything from the other, none comes back. */
import type { Answer } from "../../static/app/api/types";
import { Drafting } from "../../static/app/crew/drafting";
import { Stepping } from "../../static/app/crew/hazards/stepping";
import { reopen } from "../../static/app/crew/reopening";
import { Reporting } from "../../static/app/crew/reporting";
import { withDb } from "../../static/app/store/db";
import { draftList, draftOf, keepNewDraft } from "../../static/app/store/drafts";
import { read } from "../../static/app/store/meta";
import { giveUp, outboxList, submitReport } from "../../static/app/store/outbox";
import { photoBytes, photoList, sweepPhotos } from "../../static/app/store/photos";
import { keptReport } from "../../static/app/store/report";
import type { Draft, OutboxItem, ReportDraft, StepDraft } from "../../static/app/store/shapes";
import { replaceStep, stepDraftOf } from "../../static/app/store/steps";
import { ALICE, attachment, checklist, draft, emptyDatabase, hazard, item, queued, stepDraft, taken } from "./samples";
import { equal, it, rejects, truthy } from "./runner";

const VERSION = checklist([item("drawings"), item("pump")]);
const [DRAWINGS, PUMP] = VERSION.document.sections.flatMap((section) => section.items) as [ReturnType<typeof item>, ReturnType<typeof item>];

async function twoTabs(changed: Partial<Draft> = {}): Promise<[Drafting, Drafting]> {
  await emptyDatabase();
  const begun = draft("d", { checklist: VERSION, ...changed });
  await keepNewDraft(begun);
  return [new Drafting(begun), new Drafting(structuredClone(begun))];
}

const values = (of: Draft | undefined): unknown => Object.fromEntries(Object.entries(of?.answers ?? {}).map(([key, answer]) => [key, answer.value]));
const rested = (ms = 400): Promise<void> => new Promise((done) => setTimeout(done, ms));
const position = { longitude: 112.5, latitude: 37.9, accuracy_m: 8, taken_at: "2026-11-21T08:00:00Z" } as unknown as NonNullable<Draft["position"]>;

/** Waits for it; fails when it never comes. */
async function until(met: () => boolean): Promise<void> {
  for (let tries = 0; tries < 6_000 && !met(); tries += 1) await rested(10);
  truthy(met(), String(met));
}

/** Puts to this store fail while `act` runs. */
async function withoutRoomFor(store: string, act: () => Promise<void>): Promise<void> {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === store) throw new DOMException("no room", "QuotaExceededError");
    return put.apply(this, given);
  };
  await act().finally(() => (IDBObjectStore.prototype.put = put));
}

it("does not put an older draft over what another tab has kept meanwhile", async () => {
  const [first, second] = await twoTabs();
  first.answer(DRAWINGS, { value: "pass" });
  first.answer(PUMP, { value: "fail" });
  await first.save();
  second.change({ position });
  await second.save();
  const kept = await draftOf("d");
  equal([values(kept), kept?.position?.longitude], [{ drawings: "pass", pump: "fail" }, 112.5]);
  equal(values(second.draft.value), { drawings: "pass", pump: "fail" });
});

it("keeps what both have changed, also within one answer", async () => {
  const [first, second] = await twoTabs();
  first.answer(DRAWINGS, { value: "pass" });
  first.answer(PUMP, { value: "fail" });
  second.answer(PUMP, { note: "异响" });
  second.confirm("pressure", 0.9);
  first.confirm("level", 3);
  await Promise.all([first.save(), second.save()]);
  const kept = await draftOf("d");
  equal([values(kept), kept?.answers["pump"]?.note, kept?.confirmed], [{ drawings: "pass", pump: "fail" }, "异响", { pressure: 0.9, level: 3 }]);
});

it("shows what is kept with its own unsaved changes over it", async () => {
  const [first, second] = await twoTabs();
  second.answer(PUMP, { value: "fail" });
  first.answer(DRAWINGS, { value: "pass" });
  first.answer(PUMP, { value: "pass" });
  await first.save();
  equal(await second.follow(), true);
  equal([values(second.draft.value), second.unsaved.value], [{ drawings: "pass", pump: "fail" }, true]);
  await second.save();
  equal([await first.follow(), values(first.draft.value), second.unsaved.value], [true, { drawings: "pass", pump: "fail" }, false]);
  equal(await second.follow(), false);
});

it("leaves each tab on its own page, and opens a draft where a page was turned last", async () => {
  const [first, second] = await twoTabs();
  first.turnTo(2);
  await rested();
  second.turnTo(1);
  await rested();
  first.answer(PUMP, { value: "pass" });
  await first.save();
  await second.follow();
  equal([first.page.value, second.page.value, new Drafting((await draftOf("d"))!).page.value], [2, 1, 1]);
});

it("does not bring back what another tab has submitted or given up", async () => {
  for (const ending of ["submit", "discard"] as const) {
    const [first, second] = await twoTabs();
    second.answer(PUMP, { note: "晚到" });
    await first[ending]();
    await until(() => second.failure.value === "gone");
    equal([await draftList(), second.unsaved.value], [[], true], ending);
    await second.addPhoto(PUMP, "close_up", taken("late"));
    equal([await draftList(), await photoBytes("late"), await second.submit()], [[], undefined, false], ending);
  }
});

it("says that the draft is gone as soon as it hears of it", async () => {
  const [first, second] = await twoTabs();
  await first.submit();
  equal([await first.follow(), await second.follow(), first.failure.value, second.failure.value], [false, false, null, "gone"]);
});

it("submits what both tabs have kept", async () => {
  const [first, second] = await twoTabs();
  second.answer(DRAWINGS, { value: "pass" });
  await second.save();
  first.answer(PUMP, { value: "pass" });
  equal(await first.submit(), true);
  const [sent] = await outboxList();
  equal(sent?.type === "inspection.submit" && sent.payload.answers.map((answer: Answer) => answer.item).sort(), ["drawings", "pump"]);
});

it("submits also what was entered while the rest was being kept", async () => {
  const [first] = await twoTabs();
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === "draft") first.answer(PUMP, { value: "pass" });
    return put.apply(this, given);
  };
  first.answer(DRAWINGS, { value: "pass" });
  equal(await first.submit().finally(() => (IDBObjectStore.prototype.put = put)), true);
  const [sent] = await outboxList();
  equal(sent?.type === "inspection.submit" && sent.payload.answers.length, 2);
});

it("tries again with what a failed save could not keep", async () => {
  const [first] = await twoTabs();
  first.answer(DRAWINGS, { value: "pass" });
  await withoutRoomFor("draft", async () => {
    equal([await first.save(), first.failure.value, first.unsaved.value, await first.submit()], [false, "full", true, false]);
  });
  first.answer(PUMP, { value: "pass" });
  equal([await first.save(), first.failure.value, values(await draftOf("d"))], [true, null, { drawings: "pass", pump: "pass" }]);
});

it("keeps the text and not the picture when there is no room for it", async () => {
  const [first, second] = await twoTabs();
  first.answer(PUMP, { note: "异响" });
  await withoutRoomFor("photo_bytes", () => first.addPhoto(PUMP, "close_up", taken("p")));
  const answer = (await draftOf("d"))?.answers["pump"];
  equal([answer?.note, answer?.photos, first.failure.value, first.draft.value.answers["pump"]?.photos], ["异响", [], "full", []]);
  await first.addPhoto(PUMP, "close_up", taken("p"));
  await second.addPhoto(PUMP, "context", taken("q"));
  equal([(await draftOf("d"))?.answers["pump"]?.photos.map((photo) => photo.role), first.failure.value], [["close_up", "context"], null]);
});

it("knows that another tab has written, though within the same millisecond and with the clock put back", async () => {
  const { now } = Date;
  Date.now = () => Date.parse("2026-01-01T00:00:00Z");
  try {
    const [first, second] = await twoTabs();
    for (const [writing, other] of [[first, second], [second, first]] as const) {
      writing.answer(PUMP, { note: "异响" });
      await writing.save();
      equal([await other.follow(), await other.follow()], [true, false]);
    }
  } finally {
    Date.now = now;
  }
});

const twoSteps = async (kept: StepDraft | null): Promise<[Stepping, Stepping]> => {
  await emptyDatabase();
  if (kept) await replaceStep(kept);
  return ["a", "b"].map((id) => new Stepping(kept ?? stepDraft({ id }), kept !== null, hazard("h"))) as [Stepping, Stepping];
};

it("lets two tabs write one step, also when both begin it", async () => {
  for (const kept of [stepDraft(), null]) {
    const [first, second] = await twoSteps(kept);
    first.change({ text: "换了轴封" });
    await first.save();
    second.change({ percent: 40 });
    await second.save();
    const { id, text, percent } = (await stepDraftOf(stepDraft()))!;
    equal([id, text, percent, second.draft.value.text], [kept?.id ?? "a", "换了轴封", 40, "换了轴封"]);
    equal([await first.follow(), first.draft.value.percent], [true, 40], "follows");
    await second.takePhoto("after", taken("after"));
    await first.takePhoto("before", taken("before"));
    equal((await stepDraftOf(stepDraft()))?.photos.map((photo) => photo.role), ["after", "before"]);
  }
});

it("does not bring a step back, and does not send it twice", async () => {
  const [first, second] = await twoSteps(stepDraft({ text: "换了轴封" }));
  second.change({ text: "晚到" });
  equal([await first.submit(), await second.submit(), second.failure.value], [true, false, "gone"]);
  await rested();
  equal([await stepDraftOf(stepDraft()), (await outboxList()).length], [undefined, 1]);
});

const report = (id: string): ReportDraft => ({ id, author: ALICE, site: "site-1", asset: null, place: "S1", title: "", description: "", grade: "", photos: [], label: null });

it("lets two tabs write one report, sends it once and does not bring it back", async () => {
  await emptyDatabase();
  const [first, second] = [new Reporting(report("a"), false), new Reporting(report("b"), false)];
  first.change({ title: "轴封渗漏" });
  await first.save();
  second.change({ grade: "minor" });
  await second.save();
  const kept = (await keptReport())!;
  equal([kept.id, kept.title, kept.grade, second.draft.value.title], ["a", "轴封渗漏", "minor", "轴封渗漏"]);
  second.change({ description: "晚到" });
  equal([await first.submit(), await second.submit(), second.failure.value], [true, false, "gone"]);
  await rested();
  await rejects(() => submitReport("a", () => attachment("x")), /Error/);
  equal([await read("report"), (await outboxList()).map((each) => each.id)], [undefined, ["a"]]);
});

it("writes a place that was scanned over the report begun before, once something is changed", async () => {
  await emptyDatabase();
  const begun = new Reporting(report("a"), false);
  begun.change({ title: "轴封渗漏" });
  await begun.save();
  const opened = new Reporting((await keptReport())!, true, { place: "S2" });
  await rested();
  equal([opened.draft.value.place, (await keptReport())?.place], ["S2", "S1"]);
  opened.change({ grade: "minor" });
  truthy(await opened.save());
  const { place, title, grade } = (await keptReport())!;
  equal([place, title, grade], ["S2", "轴封渗漏", "minor"]);
});

const refused = (id: string): OutboxItem => ({
  ...queued(id, { type: "hazard.report", payload: { id, site: "site-1", asset: null, title: `${id}：渗漏`, description: "", grade: "minor", photos: [{ sha256: id, role: "close_up", taken_at: "" }], position: null, label: null } }, { photos: [id] }),
  state: "refused",
});

it("sets a report aside while returned ones are corrected, and loses none of them", async () => {
  await emptyDatabase();
  await withDb((database) => Promise.all([refused("x"), refused("y")].map((each) => database.put("outbox", each))));
  const own = new Reporting(report("a"), false);
  await own.addPhoto("close_up", taken("own"));
  own.change({ title: "轴封渗漏" });
  await own.save();
  for (const id of ["x", "y", "x"]) await reopen(refused(id));
  const correction = new Reporting((await keptReport())!, true);
  equal([correction.draft.value.corrects, correction.draft.value.title], ["x", "x：渗漏"]);
  own.change({ grade: "minor" });
  truthy(await own.save());
  equal((await outboxList()).map((each) => each.state), ["refused", "refused"]);
  truthy(await correction.submit());
  equal((await outboxList()).map((each) => [each.state, each.settled_by]).filter(([state]) => state !== "waiting"), [["settled", "edited"], ["refused", null]]);
  await giveUp("y");
  await sweepPhotos();
  equal((await photoList()).map((photo) => photo.sha256), ["own"]);

  const left = new Reporting((await keptReport())!, true);
  equal(left.draft.value.corrects, "y");
  truthy(await left.submit());
  const { id, title, grade } = (await keptReport())!;
  equal([id, title, grade], ["a", "轴封渗漏", "minor"]);
  truthy(await own.submit());
  equal([await read("report"), await read("reports_aside")], [undefined, undefined]);
});
