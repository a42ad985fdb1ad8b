/** The beginning of a roster: for whom and from when to when. The rest is written on its page. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { navigate } from "../../shell/router";
import { me } from "../../shell/session";
import { isoDate } from "../../i18n/format";
import { newId } from "../../store/ids";
import { TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { PlaceFields } from "./place_fields";
import { DAY, momentOf } from "./spans";
import { dutyWords } from "./words";

export function NewRosterForm({ onClose }: { onClose: () => void }) {
  const w = dutyWords();
  const [id] = useState(newId);
  const today = Date.now();
  const form = useForm({ name: "", organization: me.value?.organization.path ?? "", area: me.value?.area?.path ?? "", from: isoDate(new Date(today)), to: isoDate(new Date(today + 30 * DAY)) });
  const { values, set, errorAt } = form;
  const send = async (): Promise<void> => {
    demand([["/name", w.name, values.name], ["/organization", w.organization, values.organization], ["/plan/starts_at", w.startDay, values.from], ["/plan/ends_at", w.endDay, values.to]]);
    const plan = { starts_at: momentOf({ day: values.from, time: "00:00" }), ends_at: dayAfter(values.to), patterns: [], shifts: [] };
    await post("/api/rosters", { id, name: values.name, organization: values.organization, area: values.area, plan });
    navigate(`/app/duty/rosters/${id}`);
  };
  return (
    <FormDialog title={w.newRoster} action={w.create} form={form} onSave={send} onClose={onClose}>
      <TextField required label={w.name} id={inputId("/name")} value={values.name} onInput={(name) => set("name", name)} error={errorAt("/name")} />
      <PlaceFields organization={values.organization} area={values.area} onOrganization={(path) => set("organization", path)} onArea={(path) => set("area", path)} errorAt={errorAt} />
      <div class="form-grid">
        <TextField required type="date" label={w.startDay} id={inputId("/plan/starts_at")} value={values.from} onInput={(day) => set("from", day)} error={errorAt("/plan/starts_at")} />
        <TextField required type="date" label={w.endDay} id={inputId("/plan/ends_at")} value={values.to} onInput={(day) => set("to", day)} error={errorAt("/plan/ends_at")} />
      </div>
    </FormDialog>
  );
}

/** The last day is a whole one. */
const dayAfter = (day: string): string => momentOf({ day: isoDate(new Date(Date.parse(`${day}T12:00:00+08:00`) + DAY)), time: "00:00" });
