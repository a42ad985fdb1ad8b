/** The city's own categories of complaints: read once, kept while the app is open. */
import { computed, signal } from "@preact/signals";
import { type Page, get } from "../../api";
import { inLanguage } from "../../i18n";
import type { Category } from "./types";

export const categories = signal<readonly Category[]>([]);

const byKey = computed(() => new Map(categories.value.map((category) => [category.key, category])));

let reading: Promise<void> | null = null;

/** A failure leaves them unknown and is tried again by the next page. */
export function readCategories(): Promise<void> {
  reading ??= get<readonly Category[] | Page<Category>>("/api/complaint-categories").then(
    (answer) => void (categories.value = "items" in answer ? answer.items : answer),
    () => {
      reading = null;
    },
  );
  return reading;
}

export const categoryOf = (key: string | null): Category | undefined => (key === null ? undefined : byKey.value.get(key));

export function categoryName(key: string | null): string {
  if (key === null) return "";
  const category = categoryOf(key);
  return category ? inLanguage(category.name) : key;
}
