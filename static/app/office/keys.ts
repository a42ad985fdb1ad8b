/** Keys every office page knows: "/" searches, j and k walk through the rows, x ticks one. Enter is the browser's own. */
import { navigate } from "../shell/router";

export function byKey(event: KeyboardEvent): void {
  const typing = (event.target as Element).closest("input:not([type=checkbox]), textarea, select, dialog, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = { "/": goToSearch, j: () => walk(1), k: () => walk(-1), x: tick }[event.key];
  if (act?.()) event.preventDefault();
}

/** The page's search box, or the registry's. */
function goToSearch(): boolean {
  const box = document.querySelector<HTMLElement>("[data-search] input, input[data-search]");
  if (box) box.focus();
  else navigate("/app/registry");
  return true;
}

const ROWS = "main td.first a, main td.first button, main [data-row]";

function walk(step: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const here = rows.findIndex((row) => row === document.activeElement || row.closest("tr")?.contains(document.activeElement));
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, here + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function tick(): boolean {
  const box = document.activeElement?.closest("tr")?.querySelector<HTMLInputElement>("input[type=checkbox]");
  box?.click();
  return box !== null && box !== undefined;
}
