/** One of a few views of the same list, as joined buttons. */
import type { Option } from "./field";

interface ChoiceBarProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
}

export function ChoiceBar({ label, value, options, onChange }: ChoiceBarProps) {
  return (
    <div class="choicebar no-print" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.name}
        </button>
      ))}
    </div>
  );
}
