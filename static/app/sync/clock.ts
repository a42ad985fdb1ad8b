/** How far the server's clock is ahead of this phone's, learnt from its answers. */
import { read, write } from "../store/meta";

let known: number | null = null;

/** `date` is the Date header of an answer that has just arrived; it counts whole seconds, so a half is added. */
export function learnClock(date: string | null): void {
  if (!date) return;
  const offset = Date.parse(date) + 500 - Date.now();
  if (Number.isNaN(offset)) return;
  const changed = known === null || Math.abs(known - offset) > 2_000;
  known = offset;
  if (changed) void write("clock_offset_ms", offset);
}

/** Milliseconds to add to this phone's clock to get the server's; null before the first answer. */
export async function clockOffset(): Promise<number | null> {
  known ??= (await read("clock_offset_ms")) ?? null;
  return known;
}
