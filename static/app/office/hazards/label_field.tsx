/** The code of the asset's label, where there is no camera to scan it; and the position, where the browser knows it. */
import { TextField } from "../../ui/field";
import { inputId } from "../form";
import { steps } from "./step_words";

interface LabelFieldProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

export function LabelField({ value, onChange, error }: LabelFieldProps) {
  return <TextField optional label={steps().labelCode} hint={steps().labelHint} id={inputId("/label")} value={value} onInput={onChange} error={error} autoComplete="off" />;
}

/** The request's part for a code that was copied; nothing without one. */
export function labelOf(code: string): { label?: { code: string; scanned_at: string } } {
  const plain = code.trim().replaceAll("-", "").toUpperCase();
  return plain ? { label: { code: plain, scanned_at: new Date().toISOString() } } : {};
}
