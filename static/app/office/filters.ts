/** Filters live in the address: a link shows the same list to someone else, and going back restores it. */
import { navigate, path, search } from "../shell/router";

export interface Filters<Name extends string> {
  values: Record<Name, string>;
  set: (name: Name, value: string) => void;
  clear: () => void;
  any: boolean;
  /** How many are set, the search text and the order left aside. */
  active: number;
}

export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const values = Object.fromEntries(names.map((name) => [name, search.value.get(name) ?? ""])) as Record<Name, string>;
  const set = (name: Name, value: string): void => {
    const next = new URLSearchParams(location.search);
    if (value) next.set(name, value);
    else next.delete(name);
    const query = next.toString();
    navigate(query ? `${path.value}?${query}` : path.value, { replace: true });
  };
  return { values, set, clear: () => navigate(path.value, { replace: true }), any: names.some((name) => values[name] !== ""), active: names.filter((name) => values[name] !== "" && name !== "q" && name !== "sort").length };
}
