/** Structured descriptions and the search in the handbook, by the vectors that the server answers to as well. */
import type { Text } from "../../static/app/i18n";
import { type Searchable, foundCodes } from "../../static/app/rules/codes";
import { type Description, type Phrase, type Words, sentence, wordsOf } from "../../static/app/rules/describing";
import { equal, it } from "./runner";

interface DescriptionVectors {
  sentences: { name: string; words: Words; expect: Text }[];
  phrases: Phrase[];
  described: { name: string; description: Description; place: Text; expect: Text }[];
}

interface CodeVectors {
  codes: (Searchable & { key: string })[];
  cases: { name: string; query: string; expect: string[] }[];
}

declare const DESCRIPTION_VECTORS: DescriptionVectors;
declare const CODE_VECTORS: CodeVectors;

for (const { name, words, expect } of DESCRIPTION_VECTORS.sentences) {
  it(`descriptions: ${name}`, () => equal(sentence(words), expect));
}

const phrases = new Map(DESCRIPTION_VECTORS.phrases.map((phrase) => [phrase.key, phrase]));
for (const { name, description, place, expect } of DESCRIPTION_VECTORS.described) {
  it(`descriptions: picked: ${name}`, () => equal(sentence(wordsOf(description, phrases, place)), expect));
}

for (const { name, query, expect } of CODE_VECTORS.cases) {
  it(`codes: ${name}`, () => equal(foundCodes(CODE_VECTORS.codes, query).map((code) => code.key), expect));
}
