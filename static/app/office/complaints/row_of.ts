import type { Row, Story } from "./types";

/** The line of the queue that a story makes, so that what one did oneself shows at once. */
export function rowOf({ id, number, status, version, urgency, channel, kind, category, matter_class, address, building, station, organization, area, officer, claimed_by, received_at, due_at, clock, paused_until, returns, promised_on, repeats, repeat_of, merged_into, merged_count }: Story): Row {
  return { id, number, status, version, urgency, channel, kind, category, matter_class, address, building, station, organization, area, officer, claimed_by, received_at, due_at, clock, paused_until, returns, promised_on, repeats, repeat_of, merged_into, merged_count };
}
