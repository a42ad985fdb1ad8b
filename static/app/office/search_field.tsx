/** A search box that asks once the typing rests; "/" reaches it from anywhere. */
import { useEffect, useState } from "preact/hooks";
import { TextField } from "../ui/field";
import { useRested } from "../ui/load";

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

export function SearchField({ label, value, onChange, autoFocus = false }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const rested = useRested(text.trim());
  useEffect(() => {
    if (rested !== value) onChange(rested);
  }, [rested]);
  useEffect(() => {
    if (value !== text.trim()) setText(value);
  }, [value]);
  return (
    <div class="search" data-search onKeyDown={(event) => event.key === "Escape" && setText("")}>
      <TextField label={label} type="search" value={text} onInput={setText} autoFocus={autoFocus} />
    </div>
  );
}
