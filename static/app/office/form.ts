/** State of a form: what was typed, what is wrong, and what differs from the record it began with. */
import { useState } from "preact/hooks";
import { Problem } from "../api";
import { ui } from "../ui/words";

export interface FormState {
  /** The last refusal, or null. */
  problem: Error | null;
  busy: boolean;
  /** Text for the field of this JSON pointer. */
  errorAt: (pointer: string) => string | undefined;
  /** Run `send`; a refusal becomes `problem` and answers false. */
  submit: (send: () => Promise<void>) => Promise<boolean>;
}

export interface Form<V extends object> extends FormState {
  values: V;
  set: <K extends keyof V>(name: K, value: V[K]) => void;
  /** Several at once. */
  change: (changes: Partial<V>) => void;
  reset: (values: V) => void;
}

export function useForm<V extends object>(initial: V): Form<V> {
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (send: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await send();
      return true;
    } catch (error) {
      setProblem(error as Error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    values,
    set: (name, value) => setValues((before) => ({ ...before, [name]: value })),
    change: (changes) => setValues((before) => ({ ...before, ...changes })),
    reset: setValues,
    problem,
    busy,
    errorAt: (pointer) => (problem instanceof Problem ? problem.at(pointer) : undefined),
    submit,
  };
}

/** Before anything is sent: every field that must be filled and is not. Throws what the server would answer. */
export function demand(fields: readonly (readonly [pointer: string, label: string, value: unknown])[]): void {
  const errors = fields.filter(([, , value]) => !value || (typeof value === "string" && !value.trim())).map(([pointer, label]) => ({ pointer, code: "required", detail: ui().required(label) }));
  if (errors.length > 0) throw new Problem({ type: "about:blank", title: "required", status: 422, code: "required", detail: errors[0]?.detail ?? "", errors });
}

/** The id of the input for a JSON pointer: "/fields/power" → "field-fields-power". */
export const inputId = (pointer: string): string => `field${pointer.replaceAll("/", "-")}`;

/** What differs from before, compared as JSON. */
export function changesOf(before: object, after: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify((before as Record<string, unknown>)[name])));
}

export const numberOrNull = (text: string): number | null => (text.trim() === "" ? null : Number(text.replace(",", ".")));
export const textOf = (value: number | string | null | undefined): string => (value === null || value === undefined ? "" : String(value));

export const isConflict = (error: Error): boolean => error instanceof Problem && error.status === 409 && error.code.endsWith("version_conflict");
