/** Filters of a list: in a row where there is room, behind one button on a phone. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon";
import { ui } from "./words";

interface FilterBarProps {
  /** Always in view. */
  search?: ComponentChildren;
  /** How many of the others are set. */
  active: number;
  onClear: () => void;
  children: ComponentChildren;
}

export function FilterBar({ search, active, onClear, children }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  return (
    <div class={open ? "filters open" : "filters"}>
      {search}
      <button type="button" class="button only-phone" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="filter" />
        {active > 0 ? `${ui().filters} · ${active}` : ui().filters}
      </button>
      {children}
      {active > 0 && (
        <button type="button" class="button quiet clear" onClick={onClear}>
          {ui().clearFilters}
        </button>
      )}
    </div>
  );
}
