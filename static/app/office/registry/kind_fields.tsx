/** Inputs for the fields a kind of asset adds: kinds are data, so is this form. */
import type { AssetKind, KindField } from "../../api";
import { inLanguage } from "../../i18n";
import { Select, TextField } from "../../ui/field";
import { inputId, numberOrNull } from "../form";
import type { FieldValue } from "./types";
import { registry } from "./words";

type Texts = Record<string, string>;

export function fieldTexts(fields: Record<string, FieldValue>): Texts {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value === null ? "" : String(value)]));
}

/** The texts as values of their kinds; fields of another kind are dropped. */
export function fieldValues(kind: AssetKind | undefined, texts: Texts): Record<string, FieldValue> {
  const given = (kind?.fields ?? []).map((field) => [field.key, valueOf(field, texts[field.key] ?? "")] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

function valueOf(field: KindField, text: string): FieldValue {
  if (text.trim() === "") return null;
  if (field.kind === "number") return numberOrNull(text);
  return field.kind === "yes_no" ? text === "true" : text;
}

interface KindFieldsProps {
  kind: AssetKind | undefined;
  texts: Texts;
  onChange: (texts: Texts) => void;
  errorAt: (pointer: string) => string | undefined;
}

export function KindFields({ kind, texts, onChange, errorAt }: KindFieldsProps) {
  if (!kind || kind.fields.length === 0) return null;
  return (
    <fieldset>
      <legend class="group">{registry().fields}</legend>
      <div class="form-grid">
        {kind.fields.map((field) => (
          <KindInput key={field.key} field={field} value={texts[field.key] ?? ""} onChange={(text) => onChange({ ...texts, [field.key]: text })} error={errorAt(`/fields/${field.key}`)} />
        ))}
      </div>
    </fieldset>
  );
}

interface KindInputProps {
  field: KindField & { required?: boolean };
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
}

function KindInput({ field, value, onChange, error }: KindInputProps) {
  const shared = { label: inLanguage(field.name), id: inputId(`/fields/${field.key}`), error, optional: !field.required };
  if (field.kind === "choice") return <Select {...shared} value={value} blank="—" options={field.options.map((option) => ({ value: option.key, name: inLanguage(option.name) }))} onChange={onChange} />;
  if (field.kind === "yes_no") {
    const answers = [
      { value: "true", name: registry().yes },
      { value: "false", name: registry().no },
    ];
    return <Select {...shared} value={value} blank="—" options={answers} onChange={onChange} />;
  }
  if (field.kind === "number") return <TextField {...shared} value={value} onInput={onChange} inputMode="decimal" unit={field.unit} />;
  return <TextField {...shared} value={value} onInput={onChange} type={field.kind === "date" ? "date" : "text"} />;
}

/** A field's value in words, for reading. */
export function fieldWords(field: KindField, value: FieldValue | undefined): string {
  if (value === null || value === undefined || value === "") return "—";
  if (field.kind === "yes_no") return value ? registry().yes : registry().no;
  const option = field.kind === "choice" && field.options.find((one) => one.key === value);
  if (option) return inLanguage(option.name);
  return field.unit ? `${value} ${field.unit}` : String(value);
}
