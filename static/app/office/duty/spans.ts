/** Moments in the city's time: as two inputs, and as a span in words. */
import { date, isoDate, time } from "../../i18n/format";

const OFFSET = "+08:00";

export interface Parts {
  day: string;
  time: string;
}

export const momentOf = (parts: Parts): string => (parts.day && parts.time ? `${parts.day}T${parts.time}:00${OFFSET}` : "");
export const partsOf = (at: string | Date): Parts => ({ day: isoDate(new Date(at)), time: time(new Date(at)).replace("24:", "00:") });

/** "11月1日 08:00–20:00"; the end of a day is its 24:00. */
export function span(starts: string, ends: string): string {
  const isMidnight = partsOf(ends).time === "00:00";
  const last = isMidnight ? new Date(Date.parse(ends) - 1) : new Date(ends);
  const until = isMidnight ? "24:00" : time(ends);
  const from = `${date(starts)} ${clockOf(starts)}`;
  return isoDate(last) === isoDate(new Date(starts)) ? `${from}–${until}` : `${from} – ${date(last)} ${until}`;
}

/** "08:00", and "00:00" for midnight. */
export const clockOf = (at: string): string => partsOf(at).time;

export const DAY = 86_400_000;
