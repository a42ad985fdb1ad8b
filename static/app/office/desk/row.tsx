/** One line of the queue: how long there is, what it is about, where, and who has it. */
import { nameOf } from "../../i18n";
import { date, isoDate, time } from "../../i18n/format";
import { me } from "../../shell/session";
import { Due } from "../../ui/clock";
import { Icon } from "../../ui/icon";
import { categoryName } from "../complaints/categories";
import type { Row } from "../complaints/types";
import { complaints } from "../complaints/words";
import { wordOf } from "../words";

/** From half an hour before it is due a clock stands out. */
export const SOON = 1_800;

export function QueueRow({ row, others }: { row: Row; others: number }) {
  const w = complaints();
  return (
    <>
      <span class="due-cell">
        <Due at={row.due_at} soon={SOON} paused={row.status === "paused" ? { until: row.paused_until } : null} />
        {row.clock && <span class="second">{wordOf(w.clock, row.clock)}</span>}
      </span>
      <span class="what-cell">
        <b>
          {row.urgency === "urgent" && <span class="mark danger"><Icon name="danger" />{w.urgency.urgent}</span>} {categoryName(row.category) || w.noCategory}
        </b>
        <span class="second">{lineOf([wordOf(w.channel, row.channel), receivedAt(row), shortNumber(row)])}</span>
      </span>
      <span class="where-cell">
        <span>{row.address || w.noAddress}</span>
        <span class="second">{lineOf([others > 0 && w.sameStation(others), row.station ? nameOf(row.station) : w.noStation])}</span>
      </span>
      <span class="who-cell">
        <span>{wordOf(w.status, row.status)}</span>
        <span class="second">{whoOf(row)}</span>
      </span>
    </>
  );
}

const lineOf = (parts: readonly (string | false | null)[]): string => parts.filter(Boolean).join(" · ");

/** Today's numbers by what tells them apart. */
const shortNumber = ({ number }: Row): string => (number.startsWith(`${isoDate(new Date()).replaceAll("-", "")}-`) ? `№ ${number.slice(9)}` : number);

const DAY = 86_400_000;

export const receivedAt = (row: Row): string => (Date.now() - Date.parse(row.received_at) < DAY / 2 ? time(row.received_at) : `${date(row.received_at)} ${time(row.received_at)}`);

export function whoOf(row: Row): string {
  const w = complaints();
  if (row.claimed_by && row.claimed_by.id === me.value?.user.id) return w.claimedByMe;
  if (row.claimed_by) return w.claimedBy(row.claimed_by.name);
  return row.officer?.name ?? w.nobody;
}
