/**
 * What answers to a checklist mean: the twin of heating/checklists/rules.py, held to it by
 * tests/shared_rules/checklists.json. An item is visible when its condition holds; an answer is given when it says
 * more than a note; it fails when it was judged bad, chose a failing option or lies outside its limits.
 */
import type { Answer, ChecklistDocument, Grade, Item, ItemKind, Limit, Section, Signature } from "../api/types";

export type FaultCode =
  | "unknown_item"
  | "hidden_item"
  | "twice"
  | "required"
  | "wrong_value"
  | "out_of_range"
  | "photo_close_up"
  | "photo_context"
  | "gas_missing"
  | "gas_after_photo"
  | "gas_out_of_limits";

export interface Fault {
  item: string;
  code: FaultCode;
}

export type Reason = "fail" | "bad" | "low" | "high" | "option";

export interface Failing {
  item: string;
  grade: Grade;
  reason: Reason;
  value: Answer["value"];
}

export interface Count {
  passed: number;
  failed: number;
  not_applicable: number;
}

export interface Tally extends Count {
  answered: number;
  by_aspect: Record<string, Count>;
}

/** Low and high of one asset, by item key, in place of those of the item. */
export type Limits = Record<string, Partial<Limit>>;
type Given = Map<string, Answer>;

const JUDGEMENTS = ["pass", "fail", "na"];
const FOUR_VALUES = ["good", "fixed", "bad", "none"];
const NOT_APPLICABLE: Partial<Record<ItemKind, string>> = { judgement: "na", four_valued: "none" };
const BLANK = /^[ \t\r\n\u3000]*$/;

export function itemsOf(document: ChecklistDocument): Item[] {
  return document.sections.flatMap((section) => section.items);
}

/** Keys of the items that are asked, in order. What depends on a hidden item is hidden as well. */
export function visibleItems(document: ChecklistDocument, answers: Answer[]): string[] {
  return [...visible(document, byItem(answers)).keys()];
}

/** Everything that keeps these answers from being submitted, sorted; empty when they may be. */
export function faults(document: ChecklistDocument, answers: Answer[], limits: Limits = {}): Fault[] {
  const given = byItem(answers);
  const shown = visible(document, given);
  const found = [
    ...misplaced(document, shown, answers),
    ...[...shown.values()].flatMap((item) => itemFaults(item, given.get(item.key), limits)),
    ...document.sections.filter((section) => section.confined).flatMap((section) => gasFaults(section, shown, given, limits)),
  ];
  const distinct = new Map(found.map((fault) => [`${fault.item} ${fault.code}`, fault]));
  return [...distinct.values()].sort((a, b) => compare(a.item, b.item) || compare(a.code, b.code));
}

/** The answers that raise a hazard, in the order of the items. Expects answers without faults. */
export function failing(document: ChecklistDocument, answers: Answer[], limits: Limits = {}): Failing[] {
  const given = byItem(answers);
  return [...visible(document, given).values()].flatMap((item) => {
    const answer = given.get(item.key);
    const reason = answer ? reasonOf(item, answer, limits) : null;
    return answer && reason ? [{ item: item.key, grade: item.grade ?? "general", reason, value: answer.value }] : [];
  });
}

export function tally(document: ChecklistDocument, answers: Answer[], limits: Limits = {}): Tally {
  const given = byItem(answers);
  const total: Tally = { answered: 0, passed: 0, failed: 0, not_applicable: 0, by_aspect: {} };
  for (const item of visible(document, given).values()) {
    const answer = given.get(item.key);
    if (!answer || !isGiven(item.kind, answer)) continue;
    total.answered += 1;
    if (canFail(item, limits)) count(total, item, answer, limits);
  }
  return total;
}

export function canFail(item: Item, limits: Limits = {}): boolean {
  if (item.kind === "number") {
    const { low, high } = limitsOf(item, limits);
    return isNumber(low) || isNumber(high);
  }
  return item.kind in NOT_APPLICABLE || (item.options ?? []).some((option) => option.fails);
}

export function isGiven(kind: ItemKind, answer: Answer): boolean {
  const { value } = answer;
  const photographed = (answer.photos ?? []).length > 0;
  if (kind === "photo") return photographed || !isNothing(value);
  return !(isNothing(value) || (Array.isArray(value) && value.length === 0) || (typeof value === "string" && BLANK.test(value)));
}

/** Why the answer raises a hazard; null when it does not. */
export function reasonOf(item: Item, answer: Answer, limits: Limits = {}): Reason | null {
  const { value } = answer;
  if (item.kind === "judgement") return value === "fail" ? "fail" : null;
  if (item.kind === "four_valued") return value === "bad" ? "bad" : null;
  if (item.kind === "number") return isNumber(value) ? outside(limitsOf(item, limits), value) : null;
  const chosen: unknown[] = Array.isArray(value) ? value : [value];
  return (item.options ?? []).some((option) => option.fails && chosen.includes(option.key)) ? "option" : null;
}

/** The limits that count for this asset: its own as a pair, else the item's. */
export function limitsOf(item: Item, limits: Limits): Partial<Limit> {
  return limits[item.key] ?? item.limits ?? {};
}

/** Whether a picture may be taken for this item now; otherwise which reading has to come first. */
export function gasReadingFirst(section: Section, item: Item, answers: Answer[], document: ChecklistDocument, limits: Limits = {}): { item: Item; code: "gas_missing" | "gas_out_of_limits" } | null {
  if (!section.confined || item.guards) return null;
  const given = byItem(answers);
  const shown = visible(document, given);
  for (const guard of section.items.filter((each) => each.guards)) {
    const code = guardFault(guard, shown, given, limits);
    if (code) return { item: guard, code };
  }
  return null;
}

function byItem(answers: Answer[]): Given {
  const found: Given = new Map();
  for (const answer of answers) if (!found.has(answer.item)) found.set(answer.item, answer);
  return found;
}

function visible(document: ChecklistDocument, given: Given): Map<string, Item> {
  const shown = new Map<string, Item>();
  for (const item of itemsOf(document)) {
    const { when } = item;
    if (!when || (shown.has(when.item) && matches(when.is, given.get(when.item)))) shown.set(item.key, item);
  }
  return shown;
}

function matches(values: unknown[], answer: Answer | undefined): boolean {
  if (!answer) return false;
  return Array.isArray(answer.value) ? answer.value.some((value) => values.includes(value)) : values.includes(answer.value);
}

function misplaced(document: ChecklistDocument, shown: Map<string, Item>, answers: Answer[]): Fault[] {
  const known = new Set(itemsOf(document).map((item) => item.key));
  const seen = new Set<string>();
  return answers.flatMap(({ item }) => {
    const found: Fault[] = seen.has(item) ? [{ item, code: "twice" }] : [];
    seen.add(item);
    if (!known.has(item)) found.push({ item, code: "unknown_item" });
    else if (!shown.has(item)) found.push({ item, code: "hidden_item" });
    return found;
  });
}

function itemFaults(item: Item, answer: Answer | undefined, limits: Limits): Fault[] {
  if (!answer || !isGiven(item.kind, answer)) return item.required === false ? [] : [{ item: item.key, code: "required" }];
  if (!VALID[item.kind](item, answer.value)) return [{ item: item.key, code: "wrong_value" }];
  if (isNumber(answer.value) && beyond(item, answer.value)) return [{ item: item.key, code: "out_of_range" }];
  return photoFaults(item, answer, limits);
}

/** One picture cannot be both the close-up and the context. */
function photoFaults(item: Item, answer: Answer, limits: Limits): Fault[] {
  const photos = answer.photos ?? [];
  const closeUps = new Set(photos.filter((photo) => photo.role === "close_up").map((photo) => photo.sha256));
  const context = photos.some((photo) => photo.role === "context" && !closeUps.has(photo.sha256));
  const wanted = photosWanted(item, answer, limits);
  const found: Fault[] = [];
  if (wanted.close_up && closeUps.size === 0) found.push({ item: item.key, code: "photo_close_up" });
  if (wanted.context && !context) found.push({ item: item.key, code: "photo_context" });
  return found;
}

/** Which pictures this answer must come with. */
export function photosWanted(item: Item, answer: Answer | undefined, limits: Limits = {}): { close_up: boolean; context: boolean } {
  const rules = item.photos ?? { close_up: "never", context: "never" };
  if (answer && isNotApplicable(item, answer)) return { close_up: false, context: false };
  const failed = answer !== undefined && reasonOf(item, answer, limits) !== null;
  const wanted = (rule: string | undefined): boolean => rule === "always" || (rule === "on_fail" && failed);
  return { close_up: wanted(rules.close_up), context: wanted(rules.context) };
}

/** A hidden gas reading guards as well: nobody photographs inside without one. */
function gasFaults(section: Section, shown: Map<string, Item>, given: Given, limits: Limits): Fault[] {
  const photographed = section.items
    .filter((item) => !item.guards)
    .flatMap((item) => given.get(item.key) ?? [])
    .filter((answer) => (answer.photos ?? []).length > 0);
  if (photographed.length === 0) return [];
  return section.items.filter((item) => item.guards).flatMap((guard) => guardFaults(guard, photographed, shown, given, limits));
}

function guardFaults(guard: Item, photographed: Answer[], shown: Map<string, Item>, given: Given, limits: Limits): Fault[] {
  const fault = guardFault(guard, shown, given, limits);
  if (fault === "gas_missing") return [{ item: guard.key, code: fault }];
  const readAt = Date.parse(given.get(guard.key)!.answered_at);
  const early = photographed.filter((answer) => answer.photos.some((photo) => Date.parse(photo.taken_at) < readAt));
  return [
    ...(fault ? [{ item: guard.key, code: fault }] : []),
    ...early.map((answer): Fault => ({ item: answer.item, code: "gas_after_photo" })),
  ];
}

function guardFault(guard: Item, shown: Map<string, Item>, given: Given, limits: Limits): "gas_missing" | "gas_out_of_limits" | null {
  const reading = given.get(guard.key);
  if (!reading || !shown.has(guard.key) || !isGiven(guard.kind, reading)) return "gas_missing";
  return reasonOf(guard, reading, limits) ? "gas_out_of_limits" : null;
}

function outside({ low, high }: Partial<Limit>, value: number): Reason | null {
  if (isNumber(low) && value < low) return "low";
  return isNumber(high) && value > high ? "high" : null;
}

/** Outside the hard limits: a slip of the finger, not a reading. */
export function beyond(item: Item, value: number): boolean {
  const { hard_low, hard_high } = item.limits ?? {};
  return (isNumber(hard_low) && value < hard_low) || (isNumber(hard_high) && value > hard_high);
}

function count(total: Tally, item: Item, answer: Answer, limits: Limits): void {
  const aspect = (total.by_aspect[item.aspect ?? "quality"] ??= { passed: 0, failed: 0, not_applicable: 0 });
  const result = isNotApplicable(item, answer) ? "not_applicable" : reasonOf(item, answer, limits) ? "failed" : "passed";
  total[result] += 1;
  aspect[result] += 1;
}

function isNotApplicable(item: Item, answer: Answer): boolean {
  return item.kind in NOT_APPLICABLE && answer.value === NOT_APPLICABLE[item.kind];
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isDate(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year, month, day] = value.split("-").map(Number) as [number, number, number];
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  return year > 0 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function areOptions(item: Item, value: unknown): boolean {
  const keys = new Set((item.options ?? []).map((option) => option.key));
  return Array.isArray(value) && new Set(value).size === value.length && value.every((chosen) => keys.has(chosen as string));
}

function isSignature(value: unknown): value is Signature {
  const { name, strokes } = (value ?? {}) as Partial<Signature>;
  return (
    typeof name === "string" &&
    !BLANK.test(name) &&
    Array.isArray(strokes) &&
    strokes.length > 0 &&
    strokes.every((stroke) => stroke.length >= 2 && stroke.length % 2 === 0)
  );
}

const VALID: Record<ItemKind, (item: Item, value: unknown) => boolean> = {
  judgement: (_, value) => JUDGEMENTS.includes(value as string),
  four_valued: (_, value) => FOUR_VALUES.includes(value as string),
  number: (_, value) => isNumber(value) && Number.isFinite(value),
  choice: (item, value) => (item.options ?? []).some((option) => option.key === value),
  choices: areOptions,
  text: (_, value) => typeof value === "string",
  photo: (_, value) => isNothing(value),
  date: (_, value) => isDate(value),
  signature: (_, value) => isSignature(value),
};

/** By code point, as Python sorts. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
