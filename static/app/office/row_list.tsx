/** Rows of a form that can be added, removed and put in order, all by keyboard too. */
import type { ComponentChildren } from "preact";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { ui } from "../ui/words";

interface RowListProps<Row> {
  /** What one row is, for those who hear it. */
  name: (row: Row, i: number) => string;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  add: string;
  blank: () => Row;
  children: (row: Row, set: (changes: Partial<Row>) => void, i: number) => ComponentChildren;
}

export function RowList<Row>({ name, rows, onChange, add, blank, children }: RowListProps<Row>) {
  const set = (i: number, changes: Partial<Row>): void => onChange(rows.map((row, k) => (k === i ? { ...row, ...changes } : row)));
  return (
    <div class="row-list">
      <ol class="plain">
        {rows.map((row, i) => (
          <li key={i}>
            <div class="row-fields">{children(row, (changes) => set(i, changes), i)}</div>
            <div class="row-tools">
              <Tool icon="up" label={ui().moveUp(name(row, i))} disabled={i === 0} onClick={() => onChange(moved(rows, i, i - 1))} />
              <Tool icon="down" label={ui().moveDown(name(row, i))} disabled={i === rows.length - 1} onClick={() => onChange(moved(rows, i, i + 1))} />
              <Tool icon="close" label={ui().takeOut(name(row, i))} onClick={() => onChange(rows.filter((_, k) => k !== i))} />
            </div>
          </li>
        ))}
      </ol>
      <Button icon="plus" onClick={() => onChange([...rows, blank()])}>{add}</Button>
    </div>
  );
}

function Tool({ icon, label, disabled = false, onClick }: { icon: "up" | "down" | "close"; label: string; disabled?: boolean; onClick: () => void }) {
  return (
    <button type="button" class="button quiet square" aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const next = [...rows];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
