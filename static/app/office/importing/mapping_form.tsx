/** What holds for the whole file, which of its columns fills what, and the dry run. */
import type { ComponentChildren } from "preact";
import { number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Section } from "../../ui/page";
import { inputId } from "../form";
import type { Preview } from "./preview";
import { importing } from "./words";

export interface Target {
  key: string;
  name: string;
}

interface MappingFormProps {
  preview: Preview;
  targets: readonly Target[];
  columns: Record<string, string>;
  onColumns: (columns: Record<string, string>) => void;
  errorOf: (target: string) => string | undefined;
  /** What this file is: fields of the whole of it. */
  children: ComponentChildren;
  title: string;
  hint: string;
  aside?: ComponentChildren;
  /** A further cell of each row, under its heading. */
  more?: { title: string; cell: (target: Target) => ComponentChildren };
  busy: boolean;
  onBack: () => void;
  onNext: () => void;
}

export function MappingForm({ preview, targets, columns, onColumns, errorOf, children, title, hint, aside, more, busy, onBack, onNext }: MappingFormProps) {
  const w = importing();
  return (
    <form class="stack" onSubmit={(event) => (event.preventDefault(), onNext())} noValidate>
      <p class="muted">{w.rows(number(preview.rows))}</p>
      <Section title={w.about}>{children}</Section>
      <Section title={title} aside={aside}>
        <p class="lead-in">{hint}</p>
        <table class="table cards">
          <thead>
            <tr>
              <th scope="col">{w.target}</th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.sample}</th>
              {more && <th scope="col">{more.title}</th>}
            </tr>
          </thead>
          <tbody>
            {targets.map((target) => (
              <tr key={target.key}>
                <Name target={target} error={errorOf(target.key)} />
                <td data-label={w.column}>
                  <ColumnSelect target={target.key} preview={preview} value={columns[target.key] ?? ""} error={errorOf(target.key)} onChange={(column) => onColumns({ ...columns, [target.key]: column })} />
                </td>
                <td data-label={w.sample} class="muted">{short(preview.sample[0]?.[columns[target.key] ?? ""] ?? "")}</td>
                {more && <td data-label={more.title}>{more.cell(target)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <div class="actions">
        <Button kind="primary" type="submit" busy={busy}>{busy ? w.trying : w.tryRun}</Button>
        <Button onClick={onBack}>{w.back}</Button>
      </div>
    </form>
  );
}

const idOf = (target: string): string => inputId(`/columns/${target}`);

function Name({ target, error }: { target: Target; error: string | undefined }) {
  return (
    <th scope="row" class="first">
      <label for={idOf(target.key)}>{target.name}</label>
      {error && <span class="second status danger" id={`${idOf(target.key)}-error`}>{error}</span>}
    </th>
  );
}

interface ColumnSelectProps {
  target: string;
  preview: Preview;
  value: string;
  error: string | undefined;
  onChange: (column: string) => void;
}

function ColumnSelect({ target, preview, value, error, onChange }: ColumnSelectProps) {
  const id = idOf(target);
  return (
    <select class="input" id={id} value={value} aria-invalid={error ? true : undefined} aria-describedby={error ? `${id}-error` : undefined} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{importing().none}</option>
      {preview.columns.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

/** The beginning of a long text tells which column it is. */
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
