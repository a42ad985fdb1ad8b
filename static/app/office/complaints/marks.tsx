/** What sets a complaint apart, as chips. */
import { date } from "../../i18n/format";
import type { Row } from "./types";
import { complaints } from "./words";

export function MarkChips({ row }: { row: Row }) {
  const w = complaints();
  return (
    <>
      {row.repeats > 0 && <span class="chip plain">{w.repeated(row.repeats)}</span>}
      {row.returns > 0 && <span class="chip plain">{w.returned(row.returns)}</span>}
      {row.merged_count > 0 && <span class="chip plain">{w.merged(row.merged_count)}</span>}
      {row.promised_on && <span class="chip plain">{w.promisedOn(date(row.promised_on))}</span>}
    </>
  );
}
