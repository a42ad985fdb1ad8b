/** Create or change a season: its days and the due date of each gate. */
import { useState } from "preact/hooks";
import { patch, post } from "../../api";
import { newId } from "../../store/ids";
import { Select, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { areas, treeOptions } from "../lookups";
import { FormDialog } from "../organizations/form_dialog";
import { GATES } from "../readiness/gates";
import { office, wordOf } from "../words";
import type { StoredSeason } from "./types";
import { seasons } from "./words";

export function SeasonForm({ season, onClose }: { season: StoredSeason | null; onClose: () => void }) {
  const w = seasons();
  const [id] = useState(newId);
  const form = useForm({
    name: season?.name ?? "",
    area: season?.area ?? "",
    preparation_starts_on: season?.preparation_starts_on ?? "",
    starts_on: season?.starts_on ?? "",
    ends_on: season?.ends_on ?? "",
    gates: { ...season?.gates } as Record<string, string>,
  });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    demand([
      ["/name", w.name, values.name],
      ["/preparation_starts_on", w.preparation, values.preparation_starts_on],
      ["/starts_on", w.starts, values.starts_on],
      ["/ends_on", w.ends, values.ends_on],
      ...GATES.map((gate) => [`/gates/${gate}`, wordOf(office().gate, gate), values.gates[gate]] as const),
    ]);
    if (season) await patch(`/api/seasons/${season.id}`, { version: season.version, ...values });
    else await post("/api/seasons", { id, ...values });
    onClose();
  };
  const day = (name: "preparation_starts_on" | "starts_on" | "ends_on", label: string) => <TextField required type="date" label={label} id={inputId(`/${name}`)} value={values[name]} onInput={(text) => set(name, text)} error={errorAt(`/${name}`)} />;
  return (
    <FormDialog title={season ? w.edit : w.newSeason} action={season ? w.save : w.create} form={form} onSave={save} onClose={onClose}>
      <TextField required label={w.name} hint={w.nameHint} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} />
      <Select label={w.area} id={inputId("/area")} value={values.area} blank={w.wholeCity} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} error={errorAt("/area")} />
      {day("preparation_starts_on", w.preparation)}
      {day("starts_on", w.starts)}
      {day("ends_on", w.ends)}
      <fieldset class="stack">
        <legend class="label">{w.gates}</legend>
        {GATES.map((gate) => (
          <TextField key={gate} required type="date" label={wordOf(office().gate, gate)} id={inputId(`/gates/${gate}`)} value={values.gates[gate] ?? ""} onInput={(text) => set("gates", { ...values.gates, [gate]: text })} error={errorAt(`/gates/${gate}`)} />
        ))}
      </fieldset>
    </FormDialog>
  );
}
