/** The names of a class, and whether it is in force. */
import { put } from "../../api";
import { inLanguage } from "../../i18n";
import { TextArea, TextField } from "../../ui/field";
import { inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { settings } from "../settings/words";
import { office } from "../words";
import type { CodeClass } from "./types";
import { codeWords } from "./words";

export function ClassForm({ of, onClose }: { of: CodeClass; onClose: () => void }) {
  const w = codeWords();
  const form = useForm({ name: of.name, in_force: of.in_force, note: "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const { key, kind, number, positions, version } = of;
    await put(`/api/hazard-classes/${key}`, { key, kind, number, positions, version, ...values });
    onClose();
  };
  return (
    <FormDialog title={`${of.number} ${inLanguage(of.name)}`} action={office().save} form={form} onSave={save} onClose={onClose}>
      <TextField required label={w.name} id={inputId("/name/zh")} value={values.name.zh} onInput={(zh) => set("name", { ...values.name, zh })} error={errorAt("/name/zh") ?? errorAt("/name")} />
      <TextField required label={w.nameEn} id={inputId("/name/en")} value={values.name.en} onInput={(en) => set("name", { ...values.name, en })} error={errorAt("/name/en")} />
      <label class="choice">
        <input type="checkbox" checked={values.in_force} onChange={(event) => set("in_force", event.currentTarget.checked)} />
        {`${w.inForce} · ${w.inForceHint}`}
      </label>
      <TextArea optional rows={2} label={settings().note} hint={settings().noteHint} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
    </FormDialog>
  );
}
