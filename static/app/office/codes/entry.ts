/** Changing an entry of the catalogue: it is sent whole, and one that somebody else has changed meanwhile is shown, not overwritten. */
import { useState } from "preact/hooks";
import { Problem, put } from "../../api";
import type { Text } from "../../i18n";
import type { Difference } from "../conflict";
import { type Form, changesOf, useForm } from "../form";
import type { Changed } from "../settings/types";
import type { Described } from "../versioned";

export const CLASSES = "/api/hazard-classes";
export const CODES = "/api/hazard-codes";
export const PHRASES = "/api/hazard-phrases";

type Noted<V> = V & { note: string };

export interface EntryEditing<E extends Changed, V extends object> {
  form: Form<Noted<V>>;
  /** The newer entry, while a conflict is being settled. */
  theirs: E | null;
  save: () => Promise<void>;
  keepMine: () => Promise<void>;
  takeTheirs: () => void;
  leaveOpen: () => void;
  differences: (described: readonly Described<V>[]) => Difference[];
}

interface Recipe<E extends Changed, V extends object> {
  /** As it was read; null is a new one. */
  entry: E | null;
  initial: V;
  valuesOf: (entry: E) => V;
  /** "/api/hazard-codes/pump" */
  addressOf: (values: V) => string;
  /** The newest of it. */
  read: (values: V) => Promise<E | undefined>;
  /** Throws a Problem while the form cannot be sent. */
  check: (values: V) => void;
  /** Said at the field "key" when a new entry has the key of another one. */
  taken: string;
  onSaved: (values: V) => void;
}

export function useEntry<E extends Changed, V extends object>({ entry, initial, valuesOf, addressOf, read, check, taken, onSaved }: Recipe<E, V>): EntryEditing<E, V> {
  const [opened, setOpened] = useState({ values: initial, version: entry?.version ?? 0 });
  const [theirs, setTheirs] = useState<E | null>(null);
  const form = useForm<Noted<V>>({ ...initial, note: "" });
  const typed = (): V => withoutBlanks(form.values);

  const send = async (values: V, version: number): Promise<void> => {
    check(values);
    try {
      await put(addressOf(values), { ...values, version, note: form.values.note });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "hazard.entry_conflict") throw error;
      if (!entry) throw keyTaken(error, taken);
      const newest = await read(values);
      if (!newest) throw error;
      return setTheirs(newest);
    }
    onSaved(values);
  };
  return {
    form,
    theirs,
    save: () => send(typed(), opened.version),
    keepMine: async () => {
      if (!theirs) return;
      const merged = merge(opened.values, valuesOf(theirs), typed());
      setTheirs(null);
      form.reset({ ...merged, note: form.values.note });
      await form.submit(() => send(merged, theirs.version));
    },
    takeTheirs: () => {
      if (!theirs) return;
      setOpened({ values: valuesOf(theirs), version: theirs.version });
      form.reset({ ...valuesOf(theirs), note: form.values.note });
      setTheirs(null);
    },
    leaveOpen: () => setTheirs(null),
    differences: (described) => (theirs ? differing(described, opened.values, valuesOf(theirs), typed()) : []),
  };
}

/** What I changed over what they have; of a text each language for itself. */
function merge<V extends object>(before: V, theirs: V, mine: V): V {
  const names = Object.keys(changesOf(before, mine)) as (keyof V)[];
  const changed = names.map((name) => [name, isText(mine[name]) ? merge(before[name] as object, theirs[name] as object, mine[name]) : mine[name]]);
  return { ...theirs, ...Object.fromEntries(changed) };
}

const isText = (value: unknown): value is Text => typeof value === "object" && value !== null && "zh" in value;

/** What is an entry's own; a row that was added and left empty is none. */
function withoutBlanks<V extends object>({ note: _, ...values }: Noted<V>): V {
  const filled = Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.filter(Boolean) : (value as unknown)]);
  return Object.fromEntries(filled) as V;
}

function keyTaken({ document }: Problem, detail: string): Problem {
  return new Problem({ ...document, status: 422, detail, errors: [{ pointer: "/key", code: "taken", detail }] });
}

/** Of each field: as it was, as it is now, and what keeping mine would make of it. */
function differing<V>(described: readonly Described<V>[], before: V, theirs: V, mine: V): Difference[] {
  return described
    .map(({ title, show }) => ({ name: title, before: show(before), theirs: show(theirs), mine: show(mine) }))
    .map((row) => (row.mine === row.before ? { ...row, mine: row.theirs } : row))
    .filter((row) => row.theirs !== row.before || row.mine !== row.before);
}
