/** The queue of the duty desk: its order, what a change does to it, what a filter shows. */
import type { Row } from "../../static/app/office/complaints/types";
import { type Shown, byStation, chosen, entryOf, inOrder, withDelta } from "../../static/app/office/desk/order";
import { equal, it } from "./runner";

const NOW = Date.parse("2026-11-21T18:00:00+08:00");
const ALL: Shown = { show: "all", words: "", station: "" };

interface DeskVectors {
  cases: { name: string; rows: Partial<Row>[]; expect: string[] }[];
}

declare const DESK_VECTORS: DeskVectors;

let count = 0;

function row(changes: Partial<Row> = {}): Row {
  count += 1;
  return {
    id: `id-${count}`,
    number: `20261121-${String(count).padStart(5, "0")}`,
    status: "dispatched",
    version: 1,
    urgency: "ordinary",
    channel: "phone",
    kind: "complaint",
    category: "no_heat",
    matter_class: "livelihood",
    address: "柳溪小区3号楼2单元501",
    building: null,
    station: { id: "s1", name: "柳溪热力站", name_en: "Liuxi station" },
    organization: "taiyuan/one/",
    area: "taiyuan/",
    officer: null,
    claimed_by: null,
    received_at: "2026-11-21T17:00:00+08:00",
    due_at: "2026-11-21T18:30:00+08:00",
    clock: "acknowledgement",
    paused_until: null,
    returns: 0,
    promised_on: null,
    repeats: 0,
    repeat_of: null,
    merged_into: null,
    merged_count: 0,
    ...changes,
  };
}

const entry = (of: Row) => entryOf(of, "完全不热");
const known = (...rows: Row[]) => new Map(rows.map((one) => [one.id, entry(one)]));
const ids = (entries: Iterable<{ row: Row }>): string[] => [...entries].map(({ row: one }) => one.id);

for (const { name, rows, expect } of DESK_VECTORS.cases) {
  it(name, () => equal(ids(inOrder(withDelta(new Map(), { rows: rows.map(row), gone: [] }, entry).values())), expect));
}

it("clocks are compared as moments, however they are written", () => {
  const [later, sooner] = [row({ due_at: "2026-11-21T18:10:00+08:00" }), row({ due_at: "2026-11-21T10:05:00Z" })];
  equal(ids(inOrder([later, sooner].map(entry))), [sooner.id, later.id]);
});

it("a change takes the place of what was known, and never of something newer", () => {
  const [one, two] = [row({ version: 4 }), row()];
  const changed = withDelta(known(one, two), { rows: [{ ...one, version: 3, status: "received" }, { ...two, version: 2, status: "handling" }], gone: [] }, entry);
  equal([...changed.values()].map(({ row: is }) => is.status), ["dispatched", "handling"]);
});

it("what is gone leaves, what is new comes", () => {
  const [one, two] = [row(), row()];
  equal(ids(withDelta(known(one), { rows: [two], gone: [one.id] }, entry).values()), [two.id]);
});

it("what was merged into another leaves the queue", () => {
  const [one, two] = [row(), row()];
  equal(ids(withDelta(known(one, two), { rows: [{ ...one, version: 2, merged_into: two.id }], gone: [] }, entry).values()), [two.id]);
});

it("filters show mine, new, overdue, urgent ones", () => {
  const mine = row({ officer: { id: "me", name: "冯雪峰" }, status: "handling" });
  const claimed = row({ claimed_by: { id: "me", name: "冯雪峰" }, status: "received" });
  const late = row({ due_at: "2026-11-21T09:00:00Z", status: "handling" });
  const urgent = row({ urgency: "urgent", status: "resolved" });
  const entries = [mine, claimed, late, urgent].map(entry);
  const show = (what: Shown["show"]): string[] => ids(chosen(entries, { ...ALL, show: what }, "me", NOW));
  equal(show("mine"), [mine.id, claimed.id]);
  equal(show("new"), [claimed.id]);
  equal(show("overdue"), [late.id]);
  equal(show("urgent"), [urgent.id]);
  equal(show("all").length, 4);
});

it("every word of a search is found, wherever it stands", () => {
  const entries = [row({ address: "昌盛家园4号楼" }), row({ station: null }), row()].map(entry);
  const found = (words: string): number => chosen(entries, { ...ALL, words }, "me", NOW).length;
  equal(found("昌盛 不热"), 1);
  equal(found("LIUXI"), 2);
  equal(found("昌盛 漏水"), 0);
});

it("a station shows its own, and knows how many they are", () => {
  const elsewhere = row({ station: { id: "s2", name: "昌盛热力站" } });
  const entries = [row(), row(), elsewhere, row({ station: null })].map(entry);
  equal([...byStation(entries)], [["s1", 2], ["s2", 1]]);
  equal(ids(chosen(entries, { ...ALL, station: "s2" }, "me", NOW)), [elsewhere.id]);
});
