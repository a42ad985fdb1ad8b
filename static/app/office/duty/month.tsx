/** A month of a roster, day by day: who begins which watch. On a phone the days follow one another. */
import { useState } from "preact/hooks";
import { query } from "../../api";
import { language } from "../../i18n";
import { date, isoDate } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/page";
import { useLive } from "../live";
import { weekdays } from "../settings/words";
import { DAY, clockOf, momentOf } from "./spans";
import type { Roster, Watch } from "./types";
import { dutyWords } from "./words";

export function Month({ roster }: { roster: Roster }) {
  const w = dutyWords();
  const today = isoDate(new Date());
  const first = isoDate(new Date(roster.starts_at));
  const last = isoDate(new Date(Date.parse(roster.ends_at) - 1));
  const [month, setMonth] = useState((today < first ? first : today > last ? last : today).slice(0, 7));
  const days = daysOf(month);
  const from = momentOf({ day: days[0] ?? first, time: "00:00" });
  const span = { starts_at: from, ends_at: new Date(Date.parse(from) + days.length * DAY).toISOString() };
  const loading = useLoad<Watch[]>(query(`/api/rosters/${roster.id}/watches`, span));
  useLive(["roster"], loading.reload);
  const name = new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
  const turn = (by: number): void => setMonth(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1)).toISOString().slice(0, 7));
  const aside = (
    <span class="row no-print">
      <Button icon="left" label={w.previousMonth} disabled={month <= first.slice(0, 7)} onClick={() => turn(-1)}>{""}</Button>
      <b>{name}</b>
      <Button icon="right" label={w.nextMonth} disabled={month >= last.slice(0, 7)} onClick={() => turn(1)}>{""}</Button>
    </span>
  );
  return (
    <Section title={w.calendar} aside={aside}>
      <p class="muted">{w.legend}</p>
      <Loaded of={loading}>{(watches) => <Days days={days} watches={watches} today={today} within={[first, last]} />}</Loaded>
    </Section>
  );
}

/** 2026-11 → all its days. */
function daysOf(month: string): string[] {
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return Array.from({ length: count }, (_, i) => `${month}-${String(i + 1).padStart(2, "0")}`);
}

interface DaysProps {
  days: readonly string[];
  watches: readonly Watch[];
  today: string;
  within: readonly [string, string];
}

function Days({ days, watches, today, within }: DaysProps) {
  const before = (new Date(`${days[0]}T00:00:00Z`).getUTCDay() + 6) % 7;
  return (
    <>
      <div class="roster-week no-phone" aria-hidden="true">
        {weekdays().map((day) => (
          <span key={day}>{day}</span>
        ))}
      </div>
      <ol class="plain roster-days">
        {Array.from({ length: before }, (_, i) => (
          <li key={`before-${i}`} class="no-phone" aria-hidden="true" />
        ))}
        {days.map((day, i) => (
          <li key={day} class={`${day < within[0] || day > within[1] ? "outside" : ""}${day === today ? " today" : ""}`}>
            <b>
              <span class="only-phone">{`${date(`${day}T12:00:00+08:00`)} ${weekdays()[(before + i) % 7] ?? ""}`}</span>
              <span class="no-phone">{i + 1}</span>
            </b>
            <Watches watches={watchesOn(day, watches)} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** Those that begin on the day, and those that last through it. */
function watchesOn(day: string, watches: readonly Watch[]): Watch[] {
  const start = Date.parse(momentOf({ day, time: "00:00" }));
  return watches.filter((watch) => {
    const [begins, ends] = [Date.parse(watch.starts_at), Date.parse(watch.ends_at)];
    return (begins >= start && begins < start + DAY) || (begins < start && ends >= start + DAY);
  });
}

function Watches({ watches }: { watches: readonly Watch[] }) {
  const w = dutyWords();
  return (
    <ul class="plain">
      {watches.map((watch) => (
        <li key={watch.starts_at + watch.post + watch.person.id} class={watch.post} title={`${w.posts[watch.post]} ${watch.person.name}`}>
          <span class="sr">{w.posts[watch.post]}</span>
          <time>{clockOf(watch.starts_at)}</time>
          <span class={watch.via === "roster" ? "" : "changed"}>{watch.person.name}</span>
          {watch.via !== "roster" && <span class="muted">{w.vias[watch.via]}</span>}
        </li>
      ))}
    </ul>
  );
}
