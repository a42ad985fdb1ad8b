/** A year at a glance: months as small sheets, holidays and make-up days marked. The table below says the same in words. */
import { useState } from "preact/hooks";
import { language } from "../../i18n";
import { isoDate } from "../../i18n/format";
import { Segment } from "../../ui/field";
import type { DayKind, WorkCalendar } from "./types";
import { settings } from "./words";

export function YearView({ calendar }: { calendar: WorkCalendar }) {
  const years = [...new Set([isoDate(new Date()).slice(0, 4), ...calendar.days.map((day) => day.on.slice(0, 4))])].sort();
  const [year, setYear] = useState(isoDate(new Date()).slice(0, 4));
  const kinds = new Map(calendar.days.map((day) => [day.on, day.kind]));
  const open = calendar.week.map((hours) => hours.length > 0);
  return (
    <div class="year-view no-print">
      {years.length > 1 && <Segment label={settings().day} value={year} onChange={setYear} options={years.map((value) => ({ value, name: value }))} />}
      <div class="months" aria-hidden="true">
        {Array.from({ length: 12 }, (_, month) => (
          <Month key={month} year={Number(year)} month={month} kinds={kinds} open={open} />
        ))}
      </div>
    </div>
  );
}

interface MonthProps {
  year: number;
  month: number;
  kinds: ReadonlyMap<string, DayKind>;
  /** Monday first: does one work on that weekday. */
  open: readonly boolean[];
}

function Month({ year, month, kinds, open }: MonthProps) {
  const first = new Date(Date.UTC(year, month, 1));
  const before = (first.getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const today = isoDate(new Date());
  const name = new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", { month: "long", timeZone: "UTC" }).format(first);
  return (
    <div class="month">
      <b>{name}</b>
      <div class="month-days">
        {Array.from({ length: before }, (_, i) => (
          <i key={`before-${i}`} />
        ))}
        {Array.from({ length: days }, (_, i) => {
          const on = new Date(Date.UTC(year, month, i + 1)).toISOString().slice(0, 10);
          const kind = kinds.get(on) ?? (open[(before + i) % 7] ? "" : "closed");
          return (
            <span key={on} class={`${kind}${on === today ? " today" : ""}`}>
              {i + 1}
            </span>
          );
        })}
      </div>
    </div>
  );
}
