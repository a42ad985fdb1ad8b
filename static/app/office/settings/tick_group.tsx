/** Any number of a few, all in view. */
import type { Option } from "../../ui/field";

interface TickGroupProps {
  label: string;
  hint?: string;
  values: readonly string[];
  options: readonly Option[];
  onChange: (values: string[]) => void;
}

export function TickGroup({ label, hint, values, options, onChange }: TickGroupProps) {
  const turn = (value: string): void => onChange(options.map((one) => one.value).filter((one) => (one === value) !== values.includes(one)));
  return (
    <fieldset class="field-row tick-group">
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class="row">
        {options.map((option) => (
          <label key={option.value} class="choice">
            <input type="checkbox" checked={values.includes(option.value)} onChange={() => turn(option.value)} />
            {option.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
