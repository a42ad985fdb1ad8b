/** A search box that asks once the typing rests; "/" reaches it from anywhere. */
import { useEffect, useRef, useState } from "preact/hooks";
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
  /** The value that is known here: what comes back of what was typed must not undo what has been typed since. */
  const known = useRef(value);
  useEffect(() => {
    if (rested === value) return;
    known.current = rested;
    onChange(rested);
  }, [rested]);
  useEffect(() => {
    if (value !== known.current) setText(value);
    known.current = value;
  }, [value]);
  return (
    <div class="search" data-search onKeyDown={(event) => event.key === "Escape" && setText("")}>
      <TextField label={label} type="search" value={text} onInput={setText} autoFocus={autoFocus} />
    </div>
  );
}
