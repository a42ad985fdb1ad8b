/** The handbook as it lies on this phone. */
import type { HandbookClass, HandbookCode, HandbookEntry, HandbookPhrase, TimeAmount } from "../../api";
import { inLanguage } from "../../i18n";
import { type Description, sentence, wordsOf } from "../../rules/describing";
import { all } from "../../store/mirror";
import { handbookWords } from "./words";

export interface Handbook {
  classes: Map<string, HandbookClass>;
  codes: HandbookCode[];
  phrases: Map<string, HandbookPhrase>;
}

export async function readHandbook(): Promise<Handbook> {
  return handbookOf(await all("hazard_code"));
}

/** What is in force, in the order of its numbers; phrases also when retired, for what was written with them. */
export function handbookOf(entries: HandbookEntry[]): Handbook {
  const classes = entries.filter((entry): entry is HandbookClass => entry.sort === "class");
  const codes = entries.filter((entry): entry is HandbookCode => entry.sort === "code" && entry.in_force);
  const phrases = entries.filter((entry): entry is HandbookPhrase => entry.sort === "phrase");
  return {
    classes: new Map(classes.sort(byNumber).map((each) => [each.key, each])),
    codes: codes.sort(byNumber),
    phrases: new Map(phrases.map((each) => [each.key, each])),
  };
}

/** A description begins with the first part and defect of the code; null where it has none. */
export function beginning({ key, parts, defects }: HandbookCode): Description | null {
  return parts[0] && defects[0] ? { code: key, part: parts[0], defect: defects[0], degree: null, position: null, count: null } : null;
}

/** The sentence as a title: without the place, which a report names by itself, and without the full stop. */
export function titleOf(described: Description, phrases: Handbook["phrases"]): string {
  return inLanguage(sentence(wordsOf(described, phrases, { zh: "", en: "" }))).replace(/[。.]$/, "");
}

const byNumber = (a: { number: string }, b: { number: string }): number => a.number.localeCompare(b.number);

/** "8 个工作小时"; null where the policy of the grade holds. */
export function amountWords(amount: TimeAmount | null): string | null {
  const w = handbookWords();
  if (amount === null) return null;
  if (amount.unit === "same_day") return w.sameDay;
  return amount.unit in w.amount ? w.amount[amount.unit as keyof typeof w.amount](amount.n) : null;
}
