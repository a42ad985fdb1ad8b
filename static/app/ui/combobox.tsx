/** Type to search, arrows to move, Enter to choose, Esc to leave: for lists too long to show. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Field, type FieldProps } from "./field";
import { ui } from "./words";

export interface Found {
  id: string;
  name: string;
  /** A second, quieter line: a code, a company. */
  more?: string;
}

interface ComboboxProps extends FieldProps {
  value: Found | null;
  onChoose: (found: Found | null) => void;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
  placeholder?: string;
}

const PAUSE = 180;

export function Combobox({ value, onChoose, search, placeholder, ...field }: ComboboxProps) {
  const [text, setText] = useState<string | null>(null);
  const [found, setFound] = useState<Found[] | null>(null);
  const [active, setActive] = useState(0);
  const list = useId();
  const ask = useRef(search);
  ask.current = search;

  useEffect(() => {
    if (text === null) return setFound(null);
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask.current(text, stop.signal).then(
        (answer) => {
          if (stop.signal.aborted) return;
          setFound(answer);
          setActive(0);
        },
        () => !stop.signal.aborted && setFound([]),
      );
    }, PAUSE);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [text]);

  const choose = (chosen: Found | null): void => {
    setText(null);
    onChoose(chosen);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" && text === null) setText(value?.name ?? "");
    else if (event.key === "ArrowDown") setActive(Math.min(active + 1, (found?.length ?? 1) - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter" && found?.[active]) choose(found[active]);
    else if (event.key === "Escape" && text !== null) setText(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = text !== null && found !== null;
  return (
    <Field {...field}>
      {(wired) => (
        <div class="combobox" onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setText(null)}>
          <input
            {...wired}
            class="input"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={list}
            aria-activedescendant={open && found[active] ? `${list}-${active}` : undefined}
            autoComplete="off"
            placeholder={placeholder ?? ui().search}
            value={text ?? value?.name ?? ""}
            onInput={(event) => (event.currentTarget.value === "" ? (onChoose(null), setText("")) : setText(event.currentTarget.value))}
            onFocus={(event) => event.currentTarget.select()}
            onKeyDown={onKey}
          />
          <ul class="options" id={list} role="listbox" aria-label={field.label} hidden={!open}>
            {(found ?? []).map((option, i) => (
              <li key={option.id} id={`${list}-${i}`} role="option" aria-selected={i === active} onPointerDown={(event) => (event.preventDefault(), choose(option))}>
                <span>{option.name}</span>
                {option.more && <span class="muted">{option.more}</span>}
              </li>
            ))}
            {found?.length === 0 && (
              <li class="none" role="option" aria-disabled="true" aria-selected={false}>
                {ui().noMatch}
              </li>
            )}
          </ul>
        </div>
      )}
    </Field>
  );
}
