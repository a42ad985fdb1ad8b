/** What the numbers were last time: from this phone's own records, or from the mirror. */
import type { Item } from "../api";
import { outboxList } from "../store/outbox";
import { one } from "../store/mirror";

export interface Reading {
  value: number;
  at: string;
}

export async function previousReadings(asset: string, household: string | null, items: Item[]): Promise<Record<string, Reading>> {
  const numbers = new Set(items.filter((item) => item.kind === "number").map((item) => item.key));
  const readings: Record<string, Reading> = {};
  const keep = (key: string, value: unknown, at: string): void => {
    if (numbers.has(key) && typeof value === "number" && !(readings[key] && readings[key].at > at)) readings[key] = { value, at };
  };
  const state = household ? null : await one("asset_state", asset);
  for (const [key, value] of Object.entries(state?.readings ?? {})) keep(key, value, state!.happened_at);
  for (const item of await outboxList()) {
    if (item.type !== "inspection.submit" || item.state === "settled" || item.payload.asset !== asset || item.payload.household !== household) continue;
    for (const answer of item.payload.answers) keep(answer.item, answer.value, item.happened_at);
  }
  return readings;
}
