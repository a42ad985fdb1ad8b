/** Dark for the night shift, and back to what was before. */
import { type Theme, applyTheme, theme } from "../../shell/theme";

let byDay: Theme = "light";

export const isNight = (): boolean => theme.value === "dark";

export function toggleNight(): void {
  if (isNight()) return applyTheme(byDay);
  byDay = theme.value;
  applyTheme("dark");
}
