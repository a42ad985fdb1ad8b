/** Working hours and the days that differ from them. */
import { useState } from "preact/hooks";
import { put } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { date, isoDate } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Notice } from "../../ui/notice";
import { Facts, PageHead, Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { DaysForm } from "./days_form";
import type { Interval, NamedDay, Rows, WorkCalendar } from "./types";
import { WeekForm } from "./week_form";
import { YearView } from "./year_view";
import { settings, weekdays } from "./words";

export default function CalendarsScreen(_: { params: Params }) {
  const loading = useLoad<Rows<WorkCalendar>>("/api/calendars");
  const w = settings();
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.calendars} sub={w.calendarsSub} />
      <SectionTabs of="settings" />
      <Loaded of={loading}>{({ items }) => items.map((calendar) => <CalendarView key={calendar.key} calendar={calendar} onChanged={loading.reload} />)}</Loaded>
    </Frame>
  );
}

const hoursWords = (hours: readonly Interval[]): string => (hours.length === 0 ? settings().closed : hours.map(({ from, to }) => `${from}–${to}`).join("  "));

function CalendarView({ calendar, onChanged }: { calendar: WorkCalendar; onChanged: () => void }) {
  const w = settings();
  const [asked, setAsked] = useState<"week" | "days" | null>(null);
  const close = (): void => {
    setAsked(null);
    onChanged();
  };
  const edit = (what: "week" | "days", label: string) => may("calendars.write") && <Button icon="pencil" onClick={() => setAsked(what)}>{label}</Button>;
  return (
    <>
      <Section title={`${inLanguage(calendar.name)} · ${w.week}`} aside={edit("week", w.edit)}>
        <Facts two rows={calendar.week.map((hours, i) => [weekdays()[i] ?? "", hoursWords(hours)] as const)} />
      </Section>
      <Section title={`${inLanguage(calendar.name)} · ${w.days}`} aside={edit("days", w.addDays)}>
        <Entered until={calendar.entered_until} />
        <YearView calendar={calendar} />
        <Days calendar={calendar} onChanged={onChanged} />
      </Section>
      {asked === "week" && <WeekForm calendar={calendar} onClose={close} />}
      {asked === "days" && <DaysForm calendar={calendar} onClose={close} />}
    </>
  );
}

const SOON = 120 * 86_400_000;

/** Nobody notices holidays that were never entered until a deadline is wrong: said in time. */
function Entered({ until }: { until: string | null }) {
  const w = settings();
  if (until === null) return <Notice status="warn">{w.notEntered}</Notice>;
  const soon = Date.parse(until) - Date.now() < SOON;
  return soon ? <Notice status="warn"><b>{w.entered(date(until))}</b><p>{w.expires}</p></Notice> : <p class="muted">{w.entered(date(until))}</p>;
}

function Days({ calendar, onChanged }: { calendar: WorkCalendar; onChanged: () => void }) {
  const w = settings();
  const coming = calendar.days.filter((day) => day.on >= isoDate(new Date(Date.now() - 30 * 86_400_000)));
  const takeBack = async (day: NamedDay): Promise<void> => {
    await put(`/api/calendars/${calendar.key}/days`, { days: [{ on: day.on, kind: "ordinary" }], version: calendar.version });
    onChanged();
  };
  const columns: Column<NamedDay>[] = [
    { key: "on", title: w.day, cell: (day) => <b>{date(day.on)}</b>, by: (day) => day.on },
    { key: "weekday", title: w.week, cell: (day) => weekdays()[(new Date(day.on).getUTCDay() + 6) % 7] },
    { key: "kind", title: w.dayKind, cell: (day) => <Status status={day.kind === "holiday" ? "ok" : "warn"}>{w.dayKinds[day.kind]}</Status>, by: (day) => day.kind },
    { key: "name", title: w.dayName, cell: (day) => day.name, by: (day) => day.name },
  ];
  if (may("calendars.write")) columns.push({ key: "back", title: w.takeBack, silent: true, end: true, cell: (day) => <Button onClick={() => void takeBack(day)}>{w.takeBack}</Button> });
  return <DataTable caption={w.days} columns={columns} rows={coming} keyOf={(day) => day.on} empty={<p class="muted">{w.notEntered}</p>} />;
}
