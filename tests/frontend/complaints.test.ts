/** Complaints on the phone: who may do what, what the forms lack, what they send, and what the phone shows meanwhile. */
import type { Me, OnDuty, PhoneComplaint, PhoneVisit } from "../../static/app/api";
import { actGaps, celsius, isSigned, operationOf } from "../../static/app/crew/complaints/act_rules";
import { whomToCall } from "../../static/app/crew/complaints/duty";
import { countsOf, listed, listedAt } from "../../static/app/crew/complaints/lists";
import { standings } from "../../static/app/crew/complaints/standing";
import { type ComplaintStep, type Facts, type Refusal, STEPS, VISITS, completionGaps, refusal } from "../../static/app/rules/complaints";
import type { Act, ActDraft, ComplaintOperation } from "../../static/app/store/complaint_shapes";
import type { OutboxItem } from "../../static/app/store/shapes";
import { ALICE, BOB, ME, queued } from "./samples";
import { equal, it } from "./runner";

interface Vectors {
  people: Record<string, { id: string; role: string; organization: string }>;
  complaints: Record<string, Omit<Facts, "officer"> & { officer?: string }>;
  refusals: { name: string; complaint: string; step: string; person: string; expect: Refusal | null }[];
  moves: Record<string, object>;
  handlers: string[];
  visit_moves: object;
  completions: { name: string; resident: boolean | null; visitor: boolean; reason: string; expect: string[] }[];
}

declare const COMPLAINT_VECTORS: Vectors;

const NOW = Date.parse("2026-11-21T08:00:00Z");
const TODAY = "2026-11-21";
const CREW = "taiyuan/heat-one/crew-a/";
const alice: Me = { ...ME, permissions: ["complaints.read", "complaints.handle"] };
const SIGNED = { name: "王秀英", strokes: [[1, 2, 3, 4]] };

it("refuses what the server's table refuses", () => {
  const { people, complaints, refusals, handlers } = COMPLAINT_VECTORS;
  const asked = refusals.filter(({ step }) => step in STEPS);
  for (const { name, complaint, step, person, expect } of asked) {
    const { id, role, organization } = people[person]!;
    const stepper = { id, role, organization, permissions: handlers.includes(role) ? ["complaints.handle"] : [] };
    equal(refusal({ officer: null, ...complaints[complaint]! }, step as ComplaintStep, stepper), expect, name);
  }
  equal(asked.length > 50, true);
});

it("leads where the server's tables lead", () => {
  for (const [step, moves] of Object.entries(STEPS)) equal(moves, COMPLAINT_VECTORS.moves[step], step);
  equal(VISITS, COMPLAINT_VECTORS.visit_moves);
});

for (const { name, resident, visitor, reason, expect } of COMPLAINT_VECTORS.completions) {
  it(`takes the result of a visit: ${name}`, () => equal(completionGaps(resident, visitor, reason), expect));
}

function complaint(id: string, changed: Partial<PhoneComplaint> = {}): PhoneComplaint {
  const where = { address: "和平苑3号楼", building: { id: "b3", name: "和平苑3号楼" }, unit: "2", room: "501", station: { id: "s1", name: "一站", name_en: "" } };
  const when = { received_at: "2026-11-21T07:00:00Z", due_at: "2026-11-21T08:10:00Z", clock: "acknowledgement", paused_until: null };
  const rest = { returns: 0, promised_on: null, repeats: 0, repeat_of: null, merged_into: null, merged_count: 0, indoor_c: 14, leader: null };
  const what = { urgency: "ordinary" as const, category: "low_temperature", category_name: { zh: "室温不达标", en: "Room too cold" }, measures_temperature: true };
  return { id, number: `20261121-${id}`, status: "dispatched", version: 3, ...what, ...where, ...when, ...rest, organization: CREW, officer: ALICE, visits: [], measured: null, ...changed };
}

function visit(changed: Partial<PhoneVisit> = {}): PhoneVisit {
  return { id: "v", state: "arranged", version: 1, starts_at: "2026-11-21T08:00:00Z", ends_at: "2026-11-21T09:00:00Z", visitor: ALICE, absences: 0, key_is_out: false, ...changed };
}

function draft(act: Act, changed: Partial<ActDraft> = {}): ActDraft {
  const typed = { text: "已排气", cause: "", indoor: "16,5", hours: "24", promised_on: TODAY, contacted: false, day: TODAY, from: "16:00", until: "18:00", unsigned: "" };
  const signed = { resident: SIGNED, visitor: { ...SIGNED, name: ALICE.name } };
  const rest = { room: "bedroom" as const, measured_at: "2026-11-21T07:58:00Z", photos: [], position: null, updated_at: "2026-11-21T07:59:00Z", corrects: null };
  return { id: "d", author: ALICE, complaint: "c", act, visit: "v", visit_version: 1, ...typed, ...signed, ...rest, ...changed };
}

const gapsOf = (of: ActDraft, row = complaint("c"), measured: number | null = null): string[] => actGaps(of, row, measured, TODAY, NOW);
const op = (id: string, operation: ComplaintOperation, seen_version: number, changed: Partial<OutboxItem> = {}): OutboxItem => queued(id, operation, { about: "c", seen_version, ...changed });
const shown = (row: PhoneComplaint, ...queue: OutboxItem[]) => standings([row], queue, alice)[0]!;

it("asks for what the server asks for", () => {
  for (const act of ["resolve", "complete", "pause", "interim_reply", "note", "arrange", "miss", "cancel"] as const) equal(gapsOf(draft(act)), [], act);
  equal(gapsOf(draft("resolve", { text: " ", indoor: "" })), ["text", "indoor"]);
  equal(gapsOf(draft("resolve", { indoor: "" }), complaint("c"), 16.5), []);
  equal(gapsOf(draft("resolve", { indoor: "" }), complaint("c", { measures_temperature: false })), []);
  equal(gapsOf(draft("complete", { indoor: "十六" })), ["indoor"]);
  equal(gapsOf(draft("complete", { indoor: "61" })), ["indoor"]);
  equal(gapsOf(draft("complete", { resident: { name: "", strokes: [] } })), ["/unsigned_reason"]);
  equal(gapsOf(draft("pause", { hours: "0" })), ["hours"]);
  equal(gapsOf(draft("interim_reply", { promised_on: "2026-11-20" })), ["promised_on"]);
  equal(gapsOf(draft("arrange", { from: "18:00" })), ["slot"]);
  equal(gapsOf(draft("arrange", { from: "08:00", until: "15:59" })), ["slot"]);
  equal(gapsOf(draft("move", { from: "09:00", until: "18:00" })), ["slot"]);
  equal(gapsOf(draft("arrange", { from: "18:00", until: "17:00" })), ["slot"]);
  equal(gapsOf(draft("arrange", { day: "" })), ["slot"]);
  equal([isSigned(SIGNED), isSigned({ ...SIGNED, name: " " }), isSigned({ name: "x", strokes: [] })], [true, false, null]);
  equal([celsius("16，5"), celsius(" "), celsius("18")], [16.5, null, 18]);
});

it("takes an appointment over midnight, which ends on the day after", () => {
  const late = draft("arrange", { day: "2026-12-31", from: "23:30", until: "00:30" });
  equal(gapsOf(late), []);
  equal(operationOf(late).payload, { complaint: "c", starts_at: "2026-12-31T23:30:00+08:00", ends_at: "2027-01-01T00:30:00+08:00", visitor: ALICE.id, note: "已排气" });
});

it("sends the temperature with the moment it was typed, and no empty signature", () => {
  const { payload } = operationOf(draft("complete", { resident: { name: "", strokes: [] }, unsigned: "拒签", photos: [] }));
  const measurement = { indoor_c: 16.5, room: "bedroom", measured_at: "2026-11-21T07:58:00Z" };
  equal(payload, { visit: "v", note: "已排气", measurement, resident_signature: null, visitor_signature: { ...SIGNED, name: ALICE.name }, unsigned_reason: "拒签", photos: [] });
});

const acknowledge: ComplaintOperation = { type: "complaint.acknowledge", payload: { complaint: "c" } };
const arrange: ComplaintOperation = { type: "visit.arrange", payload: { complaint: "c", starts_at: "2026-11-21T08:00:00Z", ends_at: "2026-11-21T09:00:00Z", visitor: ALICE.id, note: "" } };
const complete = operationOf(draft("complete"));
const resolve = operationOf(draft("resolve"));

it("shows what was done here before the server tells of it", () => {
  const row = complaint("c", { officer: BOB });
  const queue = [op("1", acknowledge, 3), op("v", arrange, 4)];
  const { complaint: at } = shown(row, ...queue);
  equal([at.status, at.officer, at.due_at, at.version], ["handling", ALICE, null, 5]);
  equal(at.visits.map(({ id, state, version }) => [id, state, version]), [["v", "arranged", 1]]);
  const done = shown(row, ...queue, op("3", complete, 5), op("4", resolve, 6));
  equal([done.complaint.status, done.complaint.visits, done.measured, done.queued.length], ["resolved", [], 16.5, 4]);
});

it("does not do twice what the mirror tells of already", () => {
  const told = op("1", acknowledge, 3, { state: "received" });
  equal(shown(complaint("c", { version: 3 }), told).complaint.status, "handling");
  equal(shown(complaint("c", { version: 4, status: "paused" }), told).complaint.status, "paused");
  equal(shown(complaint("c"), op("1", acknowledge, 3, { state: "refused" })).complaint.status, "dispatched");
});

it("shows a visit once although the server told of it before it answered", () => {
  const row = complaint("c", { status: "handling", version: 4, visits: [visit()] });
  equal(shown(row, op("v", arrange, 3)).complaint.visits.map(({ id }) => id), ["v"]);
});

it("says beforehand what will be returned", () => {
  const late = shown(complaint("c", { status: "resolved" }), op("1", resolve, 3));
  equal(late.queued.map((each) => each.refusal), ["complaint.wrong_status"]);
  const gone = shown(complaint("c"), op("1", complete, 3));
  equal(gone.queued.map((each) => each.refusal), ["visit.wrong_state"]);
  const other = shown(complaint("c", { organization: "taiyuan/heat-two/", officer: BOB }), op("1", acknowledge, 3));
  equal(other.queued.map((each) => each.refusal), ["complaint.not_responsible"]);
});

it("knows what the server knows of a measurement", () => equal(shown(complaint("c", { measured: { indoor_c: 16.5 } })).measured, 16.5));

it("goes from nobody at home to another time", () => {
  const missed = op("1", { type: "visit.miss", payload: { visit: "v", note: "", photos: [] } }, 3);
  const moved = op("2", { type: "visit.move", payload: { visit: "v", version: 2, starts_at: "2026-11-22T08:00:00Z", ends_at: "2026-11-22T09:00:00Z", reason: "" } }, 4);
  const row = complaint("c", { status: "handling", visits: [visit()] });
  equal(shown(row, missed).complaint.visits.map(({ state, absences }) => [state, absences]), [["nobody_home", 1]]);
  equal(shown(row, missed, moved).complaint.visits.map(({ state, version, starts_at }) => [state, version, starts_at]), [["arranged", 3, "2026-11-22T08:00:00Z"]]);
});

it("lists one's own, the crew's and what waits for others, the tightest clock first", () => {
  const rows = [
    complaint("late", { due_at: "2026-11-21T07:50:00Z" }),
    complaint("soon", { status: "handling" }),
    complaint("still", { status: "paused", due_at: "2026-11-21T07:40:00Z" }),
    complaint("bobs", { officer: BOB }),
    complaint("visited", { officer: BOB, status: "handling", due_at: null, visits: [visit()] }),
    complaint("done", { status: "resolved" }),
  ];
  const known = standings(rows, [], alice);
  const ids = (tab: "mine" | "crew" | "others"): string[] => listed(known, tab, alice).map((each) => each.complaint.id);
  equal([ids("mine"), ids("crew"), ids("others")], [["late", "soon", "still", "visited"], ["bobs"], ["done"]]);
  equal(countsOf(known, alice, NOW), { mine: { all: 4, overdue: 1 }, crew: { all: 1, overdue: 0 } });
  equal(listedAt(known, ["b3"]).length, 6);
  equal(listedAt(known, ["s1"]).length, 6);
  equal(listedAt(known, ["b4"]).length, 0);
});

it("finds whom to call: the nearest who can be reached, now by this phone's clock", () => {
  const watch = (name: string, phone: string, starts_at: string | null = null, ends_at: string | null = null) => ({ post: "officer" as const, person: { id: name, name, phone }, starts_at, ends_at });
  const place = (organization: string, watches: OnDuty["watches"], area = ""): OnDuty => ({ id: organization + area, organization, area, name: { zh: organization, en: organization }, phone: "", watches });
  const crew = place(CREW, [watch("无电话", "")]);
  const company = place("taiyuan/heat-one/", [
    watch("夜班", "1", "2026-11-21T00:00:00Z", "2026-11-21T08:00:00Z"),
    watch("白班", "2", "2026-11-21T08:00:00Z", "2026-11-21T16:00:00Z"),
    watch("明天", "3", "2026-11-22T00:00:00Z", "2026-11-22T08:00:00Z"),
  ]);
  const city = place("taiyuan/", [watch("市", "9")]);
  const call = whomToCall([city, crew, company, place("taiyuan/heat-two/", [watch("别家", "8")])], alice, NOW);
  const officer = call?.lines.find(({ post }) => post === "officer");
  equal([call?.place.organization, officer?.now.map(({ person }) => person.name), officer?.next?.person.name], ["taiyuan/heat-one/", ["白班"], "明天"]);
  equal(whomToCall([crew], alice, NOW), null);
});
