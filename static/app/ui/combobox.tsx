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
  /** Leaving with Tab takes the marked one: forms that are filled in by keyboard alone, under time. */
  tabTakes?: boolean;
}

const PAUSE = 180;

export function Combobox({ value, onChoose, search, placeholder, tabTakes = false, ...field }: ComboboxProps) {
  const [text, setText] = useState<string | null>(null);
  const [answer, setAnswer] = useState<{ to: string; found: Found[] } | null>(null);
  const [active, setActive] = useState(0);
  const list = useId();
  const given = useRef({ search, onChoose });
  given.current = { search, onChoose };
  /** Enter, or Tab where it takes, came before the answer: its first line is meant. */
  const hasty = useRef(false);
  const found = answer?.found ?? null;
  const fresh = answer !== null && answer.to === text;

  useEffect(() => {
    if (text === null) {
      hasty.current = false;
      return setAnswer(null);
    }
    const stop = new AbortController();
    const hear = (rows: Found[]): void => {
      if (stop.signal.aborted) return;
      if (hasty.current && rows[0]) return choose(rows[0]);
      hasty.current = false;
      setAnswer({ to: text, found: rows });
      setActive(0);
    };
    const timer = setTimeout(() => void given.current.search(text, stop.signal).then(hear, () => hear([])), PAUSE);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [text]);

  const choose = (chosen: Found | null): void => {
    setText(null);
    given.current.onChoose(chosen);
  };
  const take = (): void => {
    if (fresh && found?.[active]) choose(found[active]);
    else hasty.current = !fresh && text !== "";
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Tab" && tabTakes && !event.shiftKey && text) return take();
    if (event.key === "ArrowDown" && text === null) setText(value?.name ?? "");
    else if (event.key === "ArrowDown") setActive(Math.min(active + 1, (found?.length ?? 1) - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter" && text !== null) take();
    else if (event.key === "Escape" && text !== null) setText(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = (event: FocusEvent): void => {
    const inside = (event.currentTarget as Element).contains(event.relatedTarget as Node | null);
    if (!inside && !hasty.current) setText(null);
  };
  const open = text !== null && found !== null;
  return (
    <Field {...field}>
      {(wired) => (
        <div class="combobox" onFocusOut={leave}>
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
