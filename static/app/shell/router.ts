/** Where we are: one signal of the address, and the links that change it without loading a page. */
import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";

export type Params = Record<string, string>;

export interface Screen {
  /** "/app/assets/:id" */
  pattern: string;
  /** The permission without which the screen is not shown; null for everyone signed in. */
  needs: string | null;
  load: () => Promise<{ default: ComponentType<{ params: Params }> }>;
}

const here = signal(address());

function address(): URL {
  return new URL(location.href);
}

export const path = computed(() => here.value.pathname);
export const search = computed(() => here.value.searchParams);

/** Go there; `replace` leaves no step back to where we are. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", to);
  else history.pushState({ inside: true }, "", to);
  here.value = address();
  scrollTo(0, 0);
}

/** One step back inside the app, or to `otherwise` when this page was the first. */
export function back(otherwise: string): void {
  if ((history.state as { inside?: boolean } | null)?.inside) history.back();
  else navigate(otherwise, { replace: true });
}

/** The values of a pattern's `:names` when the path matches it. */
export function match(pattern: string, pathname: string): Params | null {
  const wanted = pattern.split("/");
  const given = pathname.replace(/\/$/, "").split("/");
  if (wanted.length !== given.length) return null;
  const params: Params = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return params;
}

/** Follow links of ours inside the app; leave new tabs, downloads and foreign links to the browser. */
export function followLinks(): void {
  addEventListener("popstate", () => {
    here.value = address();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
    const modified = event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || modified || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (!link.pathname.startsWith("/app")) return;
    event.preventDefault();
    navigate(link.pathname + link.search + link.hash);
  });
}
