/** Phrases in the order in which they are offered. */
import { Select } from "../../ui/field";
import type { Option } from "../../ui/field";
import { RowList } from "../row_list";
import { codeWords } from "./words";

interface OrderedPickProps {
  label: string;
  values: readonly string[];
  /** All that may be chosen. */
  options: readonly Option[];
  /** The rows' field names: "/parts" → "/parts/0". */
  errorAt: (index: number) => string | undefined;
  onChange: (values: string[]) => void;
}

export function OrderedPick({ label, values, options, errorAt, onChange }: OrderedPickProps) {
  const w = codeWords();
  const nameOf = (key: string): string => options.find((one) => one.value === key)?.name ?? key;
  const free = (own: string): Option[] => options.filter((one) => one.value === own || !values.includes(one.value));
  return (
    <fieldset class="field-row">
      <legend>{label}</legend>
      <RowList name={({ key }, i) => nameOf(key) || w.nth(i + 1)} rows={values.map((key) => ({ key }))} onChange={(rows) => onChange(rows.map((row) => row.key))} add={w.addPhrase} blank={() => ({ key: "" })}>
        {({ key }, set, i) => <Select hideLabel label={`${label} ${i + 1}`} value={key} blank="—" options={free(key)} onChange={(chosen) => set({ key: chosen })} error={errorAt(i)} />}
      </RowList>
    </fieldset>
  );
}
