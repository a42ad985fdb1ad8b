/** Labelled inputs. Every one has its words above it: hint, then what is wrong, both tied to the input. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { ui } from "./words";

export interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
  id?: string | undefined;
  wide?: boolean;
  /** The label is only heard: a heading of a table already says it. */
  hideLabel?: boolean;
}

export interface Wired {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface ShellProps extends FieldProps {
  children: (wired: Wired) => ComponentChildren;
}

/** The label, hint and error around any input; `children` is given what ties the input to them. */
export function Field({ label, hint, error, optional, id, wide, hideLabel, children }: ShellProps) {
  const made = useId();
  const own = id ?? made;
  const described = [hint && `${own}-hint`, error && `${own}-error`].filter(Boolean).join(" ");
  return (
    <div class={wide ? "field-row wide" : "field-row"}>
      <label for={own} class={hideLabel ? "sr" : undefined}>
        {label}
        {optional && <span class="optional">{ui().optional}</span>}
      </label>
      {hint && <p class="hint" id={`${own}-hint`}>{hint}</p>}
      {error && <p class="error" id={`${own}-error`}>{error}</p>}
      {children({ id: own, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
    </div>
  );
}

interface TextProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "password" | "date" | "time" | "tel" | "search";
  inputMode?: "decimal" | "numeric" | "tel" | "search" | "text";
  autoComplete?: string;
  unit?: string | null;
  required?: boolean;
  readOnly?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  maxLength?: number;
}

export function TextField({ value, onInput, type = "text", unit, inputMode, autoComplete = "off", required, readOnly, placeholder, autoFocus, maxLength, ...field }: TextProps) {
  const input = (wired: Wired): JSX.Element => (
    <input
      {...wired}
      class="input"
      type={type as "text"}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
      inputMode={inputMode}
      autoComplete={autoComplete}
      required={required}
      readOnly={readOnly}
      placeholder={placeholder}
      autoFocus={autoFocus}
      maxLength={maxLength}
    />
  );
  return (
    <Field {...field}>
      {(wired) =>
        unit ? (
          <span class="with-unit">
            {input(wired)}
            <span class="muted nowrap">{unit}</span>
          </span>
        ) : (
          input(wired)
        )
      }
    </Field>
  );
}

interface AreaProps extends FieldProps {
  value: string;
  onInput: (value: string) => void;
  required?: boolean;
  rows?: number;
}

export function TextArea({ value, onInput, required, rows, ...field }: AreaProps) {
  return (
    <Field {...field}>
      {(wired) => <textarea {...wired} class="input" value={value} rows={rows} required={required} onInput={(event) => onInput(event.currentTarget.value)} />}
    </Field>
  );
}

export interface Option {
  value: string;
  name: string;
}

interface SelectProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly Option[];
  /** The first, empty choice: "all" in filters, "choose" in forms. */
  blank?: string | undefined;
  required?: boolean;
  disabled?: boolean;
}

export function Select({ value, onChange, options, blank, required, disabled, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(wired) => (
        <select {...wired} class="input" value={value} required={required} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value)}>
          {blank !== undefined && <option value="">{blank}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface SegmentProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (Option & { tone?: "ok" | "danger" | "off" | "info" })[];
}

/** One of a few, all of them in view. */
export function Segment({ label, value, onChange, options }: SegmentProps) {
  const name = useId();
  return (
    <fieldset class="field-row">
      <legend>{label}</legend>
      <div class="segment">
        {options.map((option) => (
          <label key={option.value} class={`${option.value === value ? "on" : ""} ${option.tone ?? ""}`}>
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
