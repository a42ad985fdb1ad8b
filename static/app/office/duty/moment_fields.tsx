/** A moment as day and time. */
import { TextField } from "../../ui/field";
import { inputId } from "../form";
import type { Parts } from "./spans";

interface MomentFieldsProps {
  day: string;
  time: string;
  value: Parts;
  onChange: (value: Parts) => void;
  /** The field of the body. */
  pointer: string;
  error?: string | undefined;
}

export function MomentFields({ day, time, value, onChange, pointer, error }: MomentFieldsProps) {
  return (
    <div class="form-grid">
      <TextField required type="date" label={day} id={inputId(pointer)} value={value.day} onInput={(text) => onChange({ ...value, day: text })} error={error} />
      <TextField required type="time" label={time} value={value.time} onInput={(text) => onChange({ ...value, time: text })} />
    </div>
  );
}
