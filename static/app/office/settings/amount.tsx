/** Lengths of time in the units of rules. */
import { number } from "../../i18n/format";
import { Select, TextField } from "../../ui/field";
import { inputId } from "../form";
import { type Amount, UNITS, type Unit } from "./types";
import { settings } from "./words";

export function amountWords(amount: Amount | null): string {
  return amount === null ? settings().noLimit : settings().amount[amount.unit](number(amount.n));
}

interface AmountFieldProps {
  amount: Amount | null;
  onChange: (amount: Amount | null) => void;
  /** JSON pointer of the amount. */
  at: string;
  errorAt: (pointer: string) => string | undefined;
  /** What no amount means. */
  none?: string;
}

export function AmountField({ amount, onChange, at, errorAt, none }: AmountFieldProps) {
  const w = settings();
  const unit = (chosen: string): void => {
    if (chosen === "") onChange(null);
    else onChange({ n: chosen === "same_day" ? 0 : amount?.n || 1, unit: chosen as Unit });
  };
  return (
    <>
      <Select label={w.unit} id={inputId(`${at}/unit`)} value={amount?.unit ?? ""} blank={none ?? w.noLimit} options={UNITS.map((value) => ({ value, name: w.units[value] }))} onChange={unit} error={errorAt(at) ?? errorAt(`${at}/unit`)} />
      {amount && amount.unit !== "same_day" && <TextField inputMode="numeric" label={w.count} id={inputId(`${at}/n`)} value={String(amount.n)} onInput={(text) => onChange({ ...amount, n: Number(text) || 0 })} error={errorAt(`${at}/n`)} />}
    </>
  );
}
