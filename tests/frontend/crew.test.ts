/** What there is to do, and what a draft still lacks. */
import type { AssetState } from "../../static/app/api/types";
import { countedAnswers, missing, progressOf } from "../../static/app/crew/answers";
import { readNumber } from "../../static/app/crew/items/number";
import { type Knowledge, checklistFor, isDone, seasonAt, workOf } from "../../static/app/crew/work";
import { crc32, zip } from "../../static/app/sync/zip";
import { Drafting } from "../../static/app/crew/drafting";
import { fits } from "../../static/app/crew/places";
import { draftOf, keepNewDraft } from "../../static/app/store/drafts";
import { outboxList } from "../../static/app/store/outbox";
import { SEASON, asset, checklist, draft, emptyDatabase, item, site } from "./samples";
import { equal, it, truthy } from "./runner";

const state = (id: string, failing: string[] = [], happened_at = "2026-09-01T00:00:00Z"): AssetState => ({ asset: id, inspection: "i", happened_at, outcome: "passed", failing, author_name: "张伟" });

const known = (changed: Partial<Knowledge>): Knowledge => ({
  sites: [site("site-1"), site("site-2")],
  assets: [],
  kinds: [{ key: "heat_station", name: { zh: "站", en: "s" }, symbol: "RZ", site: true, fields: [], checklist: "heat_station" }],
  checklists: [checklist([item("pump")])],
  states: [],
  hazards: [],
  seasons: [SEASON],
  inspectedHere: new Set(),
  ...changed,
});

it("does not count an inspection of last season", () => {
  const work = workOf(known({ assets: [asset("a")], states: [state("a", [], "2026-03-01T00:00:00Z")] }), "2026-09-21");
  equal(work.map((each) => [each.assets, each.inspected]), [[1, 0]]);
});

it("leaves out retired assets and kinds without a checklist", () => {
  const work = workOf(known({ assets: [asset("a", { status: "retired" }), asset("b", { kind: "bench" }), asset("c")] }), "2026-09-21");
  equal(work.map((each) => each.assets), [1]);
});

it("says how late a site is", () => {
  equal(workOf(known({ assets: [asset("a")] }), "2026-10-02").map((each) => each.days_left), [-2]);
});

it("puts failing before open, and finished last", () => {
  const assets = [asset("a"), asset("b", { site: "site-2" }), asset("c", { site: "site-3" })];
  const sites = [site("site-1"), site("site-2"), site("site-3")];
  const work = workOf(known({ sites, assets, states: [state("a"), state("c", ["pump"])] }), "2026-09-21");
  equal(work.map((each) => [each.site.id, isDone(each)]), [["site-3", false], ["site-2", false], ["site-1", true]]);
});

it("counts what this phone has inspected and the server has not told yet", () => {
  const work = workOf(known({ assets: [asset("a")], inspectedHere: new Set(["a"]) }), "2026-09-21");
  equal(work.map((each) => each.inspected), [1]);
});

it("takes the season that runs or comes next", () => {
  const last = { ...SEASON, id: "last", starts_on: "2025-11-01", ends_on: "2026-03-31" };
  equal(seasonAt([SEASON, last], "2026-02-01")?.id, "last");
  equal(seasonAt([SEASON, last], "2026-04-15")?.id, "season");
  equal(seasonAt([], "2026-04-15"), null);
  equal(seasonAt([SEASON, { ...SEASON, id: "hills", area: "taiyuan/hills/", starts_on: "2026-10-15" }], "2026-04-15", "taiyuan/hills/north/")?.id, "hills");
  equal(seasonAt([SEASON, { ...SEASON, id: "hills", area: "taiyuan/hills/" }], "2026-04-15", "taiyuan/plain/")?.id, "season");
});

it("takes the newest checklist of the kind, and the household's only for homes", () => {
  const versions = [checklist([], { id: "v1", number: 1 }), checklist([], { id: "v2", number: 2 }), checklist([], { id: "h", key: "household", document: { ...checklist([]).document, kinds: ["building"] } })];
  equal(checklistFor("heat_station", versions)?.id, "v2");
  equal(checklistFor("building", versions)?.id, undefined);
  equal(checklistFor("building", versions, true)?.id, "h");
});

const answered = (key: string, value: unknown) => ({ [key]: { item: key, value: value as never, photos: [], answered_at: "2026-09-21T08:00:00Z" } });

it("asks for a second look at a number outside its range", () => {
  const version = checklist([item("pressure", { kind: "number", unit: "MPa", limits: { low: 0.3, high: 0.6, hard_low: 0, hard_high: 4 } })]);
  const doubtful = draft("d", { checklist: version, answers: answered("pressure", 0.9) });
  equal(missing(doubtful), [{ item: "pressure", code: "unconfirmed" }]);
  equal(missing({ ...doubtful, confirmed: { pressure: 0.9 } }), []);
  equal(missing({ ...doubtful, confirmed: { pressure: 0.8 } }).length, 1);
  equal(missing({ ...doubtful, answers: answered("pressure", 9) }), [{ item: "pressure", code: "out_of_range" }]);
});

it("does not submit answers to items that are hidden again", () => {
  const version = checklist([item("pump"), item("why", { kind: "text", when: { item: "pump", is: ["fail"] } })]);
  const changedMind = draft("d", { checklist: version, answers: { ...answered("pump", "pass"), ...answered("why", "异响") } });
  equal(countedAnswers(changedMind).map((answer) => answer.item), ["pump"]);
  equal(progressOf(changedMind), { done: 1, of: 1 });
  equal(missing(changedMind), []);
});

it("lists what is missing in the order of the checklist", () => {
  const version = checklist([item("z"), item("a")]);
  equal(missing(draft("d", { checklist: version })).map((gap) => gap.item), ["z", "a"]);
});

it("reads numbers as people type them", () => {
  for (const text of ["", "abc", "1.2.3", "1e5", "--1"]) equal(readNumber(text), null, text);
  for (const text of ["0.9", " 0,9 ", "０．９", ".9", "+0.9"]) equal(readNumber(text), 0.9, text);
  equal(readNumber("-12"), -12);
});

it("writes zip files that others can read", async () => {
  equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  const file = zip([{ name: "照片/1.jpg", bytes: new Uint8Array([1, 2, 3]) }], new Date(2026, 8, 21, 8, 0, 0));
  const bytes = new Uint8Array(await file.arrayBuffer());
  equal([...bytes.slice(0, 4)], [0x50, 0x4b, 3, 4]);
  equal([...bytes.slice(-22, -18)], [0x50, 0x4b, 5, 6]);
});

it("does not bring back a draft that was submitted before the position came", async () => {
  await emptyDatabase();
  const begun = draft("d", { answers: answered("pump", "pass") });
  await keepNewDraft(begun);
  const drafting = new Drafting(begun);
  await drafting.submit();
  drafting.turnTo(1);
  await new Promise((rested) => setTimeout(rested, 400));
  equal([await draftOf("d"), (await outboxList()).length], [undefined, 1]);
});

it("finds a place by its name, its code, its pinyin and its initials", () => {
  const place = { kind: "site" as const, id: "s", name: "和平路热力站", code: "S-7", within: null, site: "s", search: "和平路热力站\nhplrlz\nhepinglurelizhan" };
  for (const typed of ["和平", "s-7", "hplrlz", "hepinglu", "hepinglu s-7"]) truthy(fits(place, typed), typed);
  for (const typed of ["hpx", "和平 十号"]) equal(fits(place, typed), false, typed);
});
