/** The details a kind asks for, in their order; a choice has its own list of options. */
import type { KindField } from "../../api";
import { Select, TextField } from "../../ui/field";
import { inputId } from "../form";
import { RowList } from "../row_list";
import type { EditedField } from "./types";
import { kindWords } from "./words";

const KINDS = ["text", "number", "date", "choice", "yes_no"] as const;

interface FieldRowsProps {
  fields: readonly EditedField[];
  onChange: (fields: EditedField[]) => void;
  errorAt: (pointer: string) => string | undefined;
}

export function FieldRows({ fields, onChange, errorAt }: FieldRowsProps) {
  const w = kindWords();
  const blank = (): EditedField => ({ key: "", name: { zh: "", en: "" }, kind: "text", unit: "", options: [], required: false });
  return (
    <RowList name={(field, i) => field.name.zh || w.field(i + 1)} rows={fields} onChange={onChange} add={w.addField} blank={blank}>
      {(field, set, i) => <FieldRow field={field} set={set} at={`/fields/${i}`} errorAt={errorAt} />}
    </RowList>
  );
}

interface FieldRowProps {
  field: EditedField;
  set: (changes: Partial<EditedField>) => void;
  at: string;
  errorAt: (pointer: string) => string | undefined;
}

function FieldRow({ field, set, at, errorAt }: FieldRowProps) {
  const w = kindWords();
  const kind = (value: string): void => set({ kind: value as KindField["kind"], unit: value === "number" ? field.unit : "", options: value === "choice" ? field.options : [] });
  return (
    <>
      <div class="form-grid tight">
        <TextField required label={w.fieldName} id={inputId(`${at}/name/zh`)} value={field.name.zh} onInput={(zh) => set({ name: { ...field.name, zh } })} error={errorAt(`${at}/name/zh`)} />
        <TextField required label={w.fieldNameEn} id={inputId(`${at}/name/en`)} value={field.name.en} onInput={(en) => set({ name: { ...field.name, en } })} error={errorAt(`${at}/name/en`)} />
        <TextField required label={w.key} id={inputId(`${at}/key`)} value={field.key} onInput={(key) => set({ key })} error={errorAt(`${at}/key`)} />
        <Select label={w.fieldKind} id={inputId(`${at}/kind`)} value={field.kind} options={KINDS.map((value) => ({ value, name: w.fieldKinds[value] }))} onChange={kind} error={errorAt(`${at}/kind`)} />
        {field.kind === "number" && <TextField optional label={w.unit} id={inputId(`${at}/unit`)} value={field.unit} onInput={(unit) => set({ unit })} error={errorAt(`${at}/unit`)} />}
        <label class="choice">
          <input type="checkbox" checked={field.required} onChange={(event) => set({ required: event.currentTarget.checked })} />
          {w.required}
        </label>
      </div>
      {field.kind === "choice" && (
        <fieldset class="options-list">
          <legend class="label" id={inputId(`${at}/options`)}>{w.options}</legend>
          {errorAt(`${at}/options`) && <p class="error">{errorAt(`${at}/options`)}</p>}
          <RowList name={(option, i) => option.name.zh || w.option(i + 1)} rows={field.options} onChange={(options) => set({ options })} add={w.addOption} blank={() => ({ key: "", name: { zh: "", en: "" } })}>
            {(option, change, i) => (
              <div class="form-grid tight">
                <TextField label={w.name} id={inputId(`${at}/options/${i}/name/zh`)} value={option.name.zh} onInput={(zh) => change({ name: { ...option.name, zh } })} error={errorAt(`${at}/options/${i}/name/zh`)} />
                <TextField label={w.nameEn} id={inputId(`${at}/options/${i}/name/en`)} value={option.name.en} onInput={(en) => change({ name: { ...option.name, en } })} error={errorAt(`${at}/options/${i}/name/en`)} />
                <TextField label={w.key} id={inputId(`${at}/options/${i}/key`)} value={option.key} onInput={(key) => change({ key })} error={errorAt(`${at}/options/${i}/key`)} />
              </div>
            )}
          </RowList>
        </fieldset>
      )}
    </>
  );
}
