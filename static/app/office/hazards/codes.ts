/** The names of hazard codes, for pages that show one. Read once, kept while the app is open. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../../api";
import { inLanguage } from "../../i18n";
import type { Code } from "../codes/types";

const known = signal<ReadonlyMap<string, Code>>(new Map());

export function useCodes(): ReadonlyMap<string, Code> {
  useEffect(() => {
    if (known.value.size > 0) return;
    get<Code[]>("/api/hazard-codes").then(
      (codes) => (known.value = new Map(codes.map((code) => [code.key, code]))),
      () => undefined,
    );
  }, []);
  return known.value;
}

export function codeName(codes: ReadonlyMap<string, Code>, key: string): string {
  const code = codes.get(key);
  return code ? `${code.number} ${inLanguage(code.name)}` : key;
}
