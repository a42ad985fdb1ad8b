import { useState } from "preact/hooks";
import { post } from "../../api";
import { nameOf } from "../../i18n";
import { newId } from "../../store/ids";
import { Select, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { type Area, rereadLookups } from "../lookups";
import { office } from "../words";
import { FormDialog } from "./form_dialog";
import { organizations } from "./words";

const LEVELS = ["district", "street", "community", "village"] as const;

export function AreaForm({ under, onClose }: { under: Area; onClose: () => void }) {
  const w = organizations();
  const [id] = useState(newId);
  const form = useForm({ segment: "", name: "", name_en: "", level: "street" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const { segment, ...body } = values;
    demand([["/name", w.name, body.name], ["/path", w.path, segment]]);
    await post("/api/areas", { id, path: `${under.path}${segment}/`, ...body });
    await rereadLookups();
    onClose();
  };
  return (
    <FormDialog title={w.newArea} action={w.create} form={form} onSave={save} onClose={onClose}>
      <p>{w.under(nameOf(under))}</p>
      <TextField required label={w.name} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} />
      <TextField optional label={w.nameEn} id={inputId("/name_en")} value={values.name_en} onInput={(text) => set("name_en", text)} error={errorAt("/name_en")} />
      <TextField required label={w.path} hint={w.pathHint} id={inputId("/path")} value={values.segment} onInput={(text) => set("segment", text)} error={errorAt("/path")} />
      <Select label={w.level} id={inputId("/level")} value={values.level} options={LEVELS.map((level) => ({ value: level, name: office().areaLevel[level] }))} onChange={(value) => set("level", value)} error={errorAt("/level")} />
    </FormDialog>
  );
}
