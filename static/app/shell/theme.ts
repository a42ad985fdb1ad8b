/** Light, dark, strong sunlight, or as the phone says. */
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark" | "sun";

const STORED = "theme";

export const theme = signal<Theme>((localStorage.getItem(STORED) as Theme | null) ?? "system");

export function applyTheme(chosen: Theme = theme.value): void {
  theme.value = chosen;
  localStorage.setItem(STORED, chosen);
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}
