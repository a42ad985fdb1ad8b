/** From a draft's answers to what is submitted. Pure. */
import type { Answer, Item } from "../api";
import { type FaultCode, type Limits, beyond, faults, isGiven, itemsOf, reasonOf, visibleItems } from "../rules/checklists";
import type { Draft } from "../store/shapes";

export type Missing = { item: string; code: FaultCode | "unconfirmed" };

export function documentOf(draft: Draft): Draft["checklist"]["document"] {
  return draft.checklist.document;
}

/** The answers that count: of visible items, saying something. What was answered before it became hidden stays in the draft. */
export function countedAnswers(draft: Draft): Answer[] {
  const given = Object.values(draft.answers);
  const visible = new Set(visibleItems(documentOf(draft), given));
  return given.filter((answer) => visible.has(answer.item) && says(answer));
}

function says(answer: Answer): boolean {
  return answer.value !== null || answer.photos.length > 0 || Boolean(answer.note?.trim());
}

/** Everything that keeps the draft from being submitted, in the order of the checklist. */
export function missing(draft: Draft): Missing[] {
  const order = itemsOf(documentOf(draft)).map((item) => item.key);
  const found: Missing[] = [...faults(documentOf(draft), countedAnswers(draft), limitsOf(draft)), ...unconfirmed(draft)];
  return found.sort((a, b) => order.indexOf(a.item) - order.indexOf(b.item));
}

/** Numbers outside the normal range that nobody has confirmed as read. */
function unconfirmed(draft: Draft): Missing[] {
  const counted = new Map(countedAnswers(draft).map((answer) => [answer.item, answer]));
  return itemsOf(documentOf(draft)).flatMap((item) => {
    const answer = counted.get(item.key);
    return answer && needsConfirmation(draft, item, answer) ? [{ item: item.key, code: "unconfirmed" as const }] : [];
  });
}

export function needsConfirmation(draft: Draft, item: Item, answer: Answer): boolean {
  if (item.kind !== "number" || typeof answer.value !== "number" || beyond(item, answer.value)) return false;
  return reasonOf(item, answer, limitsOf(draft)) !== null && draft.confirmed[item.key] !== answer.value;
}

export function limitsOf(draft: Draft): Limits {
  return draft.limits;
}

/** How many of the visible items are answered. */
export function progressOf(draft: Draft): { done: number; of: number } {
  const items = new Map(itemsOf(documentOf(draft)).map((item) => [item.key, item]));
  const visible = visibleItems(documentOf(draft), Object.values(draft.answers));
  const done = visible.filter((key) => {
    const answer = draft.answers[key];
    return answer && isGiven(items.get(key)!.kind, answer);
  });
  return { done: done.length, of: visible.length };
}

/** Faults by item, for the words beside each. */
export function byItem(found: Missing[]): Map<string, Missing["code"][]> {
  const grouped = new Map<string, Missing["code"][]>();
  for (const { item, code } of found) grouped.set(item, [...(grouped.get(item) ?? []), code]);
  return grouped;
}
