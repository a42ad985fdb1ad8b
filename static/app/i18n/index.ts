/** Words in two languages. The Chinese dictionary is the type; an English one that lacks a word does not compile. */
import { signal } from "@preact/signals";

export type Language = "zh" | "en";

/** A text the server gives in both languages. */
export interface Text {
  zh: string;
  en: string;
}

type Word = string | ((...given: never[]) => string);
export interface Dictionary {
  readonly [name: string]: Word | Dictionary;
}

type Same<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends (...given: infer G) => string ? (...given: G) => string : Same<T[K]>;
};

const STORED = "language";

export const language = signal<Language>(chosen() ?? (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en"));

/** The language chosen on this phone. Lost when the browser is killed before it has written it. */
function chosen(): Language | null {
  const kept = localStorage.getItem(STORED);
  return kept === "zh" || kept === "en" ? kept : null;
}

/** The account's language, where none was chosen on this phone. */
export function speakUnlessChosen(preferred: Language): void {
  if (chosen() === null) speak(preferred);
}

export function speak(wanted: Language): void {
  language.value = wanted;
  localStorage.setItem(STORED, wanted);
}

/** Make a dictionary: `const w = words(zh, en)`, then `w().saved` or `w().waiting(3)` in the language of now. */
export function words<T extends Dictionary>(zh: T, en: Same<T>): () => Same<T> {
  return () => (language.value === "zh" ? (zh as unknown as Same<T>) : en);
}

/** One word of a server's text, in the language of now. */
export function inLanguage(text: Text): string {
  return text[language.value];
}

/** Chinese names stay Chinese; where there is an English one it is used in English. */
export function nameOf(named: { name: string; name_en?: string | null }): string {
  return language.value === "en" && named.name_en ? named.name_en : named.name;
}

/** Sources are written "中文 / English"; a standard's number has one form. */
export function sourceWords(source: string): string {
  const parts = /^(.*[\u4e00-\u9fff].*) \/ ([^\u4e00-\u9fff]+)$/.exec(source);
  return (language.value === "zh" ? parts?.[1] : parts?.[2]) ?? source;
}
