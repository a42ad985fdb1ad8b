/** Enter a run of days: a holiday week, a Saturday to be worked. */
import { put } from "../../api";
import { Segment, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import type { DayKind, NamedDay, WorkCalendar } from "./types";
import { settings } from "./words";

const DAY = 86_400_000;
const LONGEST = 31;

export function DaysForm({ calendar, onClose }: { calendar: WorkCalendar; onClose: () => void }) {
  const w = settings();
  const form = useForm({ kind: "holiday" as DayKind, from: "", to: "", name: "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    demand([["/days/0/on", w.from, values.from]]);
    await put(`/api/calendars/${calendar.key}/days`, { days: daysOf(values), version: calendar.version });
    onClose();
  };
  return (
    <FormDialog title={w.addDays} action={w.save} form={form} onSave={save} onClose={onClose}>
      <Segment label={w.dayKind} value={values.kind} onChange={(kind) => set("kind", kind as DayKind)} options={(["holiday", "working", "ordinary"] as const).map((value) => ({ value, name: w.dayKinds[value] }))} />
      <TextField required type="date" label={w.from} id={inputId("/days/0/on")} value={values.from} onInput={(text) => set("from", text)} error={errorAt("/days/0/on")} />
      <TextField optional type="date" label={w.to} hint={w.toHint} id={inputId("/days/to")} value={values.to} onInput={(text) => set("to", text)} />
      {values.kind !== "ordinary" && <TextField optional label={w.dayName} hint={w.dayNameHint} id={inputId("/days/0/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/days/0/name")} />}
    </FormDialog>
  );
}

function daysOf({ kind, from, to, name }: { kind: DayKind; from: string; to: string; name: string }): NamedDay[] {
  const length = to > from ? Math.min(LONGEST, (Date.parse(to) - Date.parse(from)) / DAY + 1) : 1;
  return Array.from({ length }, (_, i) => ({ on: new Date(Date.parse(from) + i * DAY).toISOString().slice(0, 10), kind, name }));
}
