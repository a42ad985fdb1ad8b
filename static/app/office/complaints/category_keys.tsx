/** All categories in view, each with its key: one keystroke chooses. */
import { useId } from "preact/hooks";
import { inLanguage } from "../../i18n";
import { categories } from "./categories";

const KEYS = "1234567890qwertyuiopasdfghjklzxcvbnm";

interface CategoryKeysProps {
  label: string;
  hint: string;
  id: string;
  value: string;
  onChoose: (key: string) => void;
  error: string | undefined;
}

export function CategoryKeys({ label, hint, id, value, onChoose, error }: CategoryKeysProps) {
  const own = useId();
  const offered = categories.value.filter((category) => category.in_force);
  const at = offered.findIndex((category) => category.key === value);
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const chosen = by === undefined ? offered[KEYS.indexOf(event.key.toLowerCase())] : offered[(Math.max(at, by > 0 ? -1 : 0) + by + offered.length) % offered.length];
    if (!chosen || event.key.length > 1 && by === undefined) return;
    event.preventDefault();
    onChoose(chosen.key);
  };
  return (
    <div class="field-row">
      <span class="label" id={`${own}-label`}>{label}</span>
      <p class="hint" id={`${own}-hint`}>{hint}</p>
      {error && <p class="error" id={`${own}-error`}>{error}</p>}
      <div
        id={id}
        class="category-keys"
        role="listbox"
        tabIndex={0}
        aria-labelledby={`${own}-label`}
        aria-describedby={error ? `${own}-error` : `${own}-hint`}
        aria-activedescendant={at >= 0 ? `${own}-${at}` : undefined}
        onKeyDown={onKey}
      >
        {offered.map((category, i) => (
          <div key={category.key} id={`${own}-${i}`} role="option" class="pickchip" aria-selected={category.key === value} onClick={() => onChoose(category.key)}>
            <kbd>{KEYS[i]?.toUpperCase()}</kbd>
            {inLanguage(category.name)}
          </div>
        ))}
      </div>
    </div>
  );
}
