/** The hours of each weekday, written as "08:00-12:00, 14:00-18:00". */
import { Problem, put } from "../../api";
import { inLanguage } from "../../i18n";
import { TextField } from "../../ui/field";
import { inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import type { Interval, WorkCalendar } from "./types";
import { settings, weekdays } from "./words";

export function WeekForm({ calendar, onClose }: { calendar: WorkCalendar; onClose: () => void }) {
  const w = settings();
  const form = useForm({ texts: calendar.week.map((hours) => hours.map(({ from, to }) => `${from}-${to}`).join(", ")) });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const week = values.texts.map(intervalsOf);
    const wrong = week.flatMap((hours, i) => (hours === null ? [{ pointer: `/week/${i}`, code: "hours", detail: w.badHours }] : []));
    if (wrong.length > 0) throw new Problem({ type: "about:blank", title: "hours", status: 422, code: "hours", detail: w.badHours, errors: wrong });
    await put(`/api/calendars/${calendar.key}`, { name: calendar.name, week, version: calendar.version });
    onClose();
  };
  return (
    <FormDialog title={`${inLanguage(calendar.name)} · ${w.week}`} action={w.save} form={form} onSave={save} onClose={onClose}>
      <p class="muted">{w.hoursHint}</p>
      {weekdays().map((name, i) => (
        <TextField key={name} label={name} placeholder={w.closed} id={inputId(`/week/${i}`)} value={values.texts[i] ?? ""} onInput={(text) => set("texts", values.texts.map((one, k) => (k === i ? text : one)))} error={errorAt(`/week/${i}`)} />
      ))}
    </FormDialog>
  );
}

const HOURS = /^(\d{1,2}:\d{2})\s*[-–—~至]\s*(\d{1,2}:\d{2})$/;

/** Null when it cannot be read. */
function intervalsOf(text: string): Interval[] | null {
  const parts = text.split(/[,，;；]/).map((part) => part.trim()).filter(Boolean);
  const found = parts.map((part) => HOURS.exec(part));
  if (found.some((match) => match === null)) return null;
  return found.map((match) => ({ from: match![1]!.padStart(5, "0"), to: match![2]!.padStart(5, "0") }));
}
