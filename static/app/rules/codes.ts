/**
 * Search in the handbook of codes: the twin of heating/hazards/codes.py `found`, held to it by
 * tests/shared_rules/codes.json. A code's `search` has the forms under which it is found, one a line: names, synonyms
 * and number with their pinyin and its initials.
 */
import type { Text } from "../i18n";

export interface Searchable {
  search: string;
  definition: Text;
  filing: Text;
  closing: Text;
}

const WHOLE = 0;
const BEGINNING = 1;
const INSIDE = 2;
const ELSEWHERE = 3;

/** Those in which every word of the query occurs, the best first, else in their own order. */
export function foundCodes<Code extends Searchable>(codes: Code[], query: string): Code[] {
  const terms = fold(query).split(/\s+/).filter(Boolean);
  return codes
    .map((code) => ({ code, rank: rank(code, terms) }))
    .filter((found): found is { code: Code; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.code);
}

/** Full-width forms become ordinary ones, capitals small. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}

function rank(code: Searchable, terms: string[]): number | null {
  const forms = code.search.split("\n");
  const rest = fold([code.definition, code.filing, code.closing].flatMap((text) => [text.zh, text.en]).join("\n"));
  const ranks = terms.map((term) => rankOf(term, forms, rest));
  return ranks.includes(null) ? null : Math.max(WHOLE, ...ranks.map(Number));
}

function rankOf(term: string, forms: string[], rest: string): number | null {
  if (forms.includes(term)) return WHOLE;
  if (forms.some((form) => form.startsWith(term))) return BEGINNING;
  if (forms.some((form) => form.includes(term))) return INSIDE;
  return rest.includes(term) ? ELSEWHERE : null;
}
