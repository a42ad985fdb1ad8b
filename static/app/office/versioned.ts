/** Changing a record that others may change too: only what differs is sent, and a newer version is shown, not overwritten. */
import { useState } from "preact/hooks";
import { get, patch } from "../api";
import type { Difference } from "./conflict";
import { type Form, changesOf, isConflict, useForm } from "./form";

interface Versioned {
  id: string;
  version: number;
}

export interface Described<V> {
  title: string;
  show: (values: V) => string;
}

export interface Editing<R extends Versioned, V extends object> {
  form: Form<V>;
  /** The newer record, while a conflict is being settled. */
  theirs: R | null;
  save: () => Promise<void>;
  keepMine: () => Promise<void>;
  takeTheirs: () => void;
  leaveOpen: () => void;
  differences: (described: readonly Described<V>[]) => Difference[];
}

interface Recipe<R extends Versioned, V extends object> {
  /** "/api/sites": the record is at path/id. */
  path: string;
  record: R;
  valuesOf: (record: R) => V;
  /** The API's names and types for what changed; some depend on what did not. */
  bodyOf: (changes: Partial<V>, all: V) => Record<string, unknown>;
  /** Throws a Problem while the form cannot be sent. */
  check?: (values: V) => void;
  onSaved: (record: R) => void;
}

export function useVersioned<R extends Versioned, V extends object>({ path, record, valuesOf, bodyOf, check, onSaved }: Recipe<R, V>): Editing<R, V> {
  const [opened, setOpened] = useState(record);
  const [theirs, setTheirs] = useState<R | null>(null);
  const form = useForm(valuesOf(record));
  const address = `${path}/${record.id}`;

  const send = async (version: number): Promise<void> => {
    check?.(form.values);
    const changes = changesOf(valuesOf(opened), form.values) as Partial<V>;
    try {
      onSaved(await patch<R>(address, { version, ...bodyOf(changes, form.values) }));
    } catch (error) {
      if (!isConflict(error as Error)) throw error;
      setTheirs(await get<R>(address));
    }
  };
  return {
    form,
    theirs,
    save: async () => void (await form.submit(() => send(opened.version))),
    keepMine: async () => void (theirs && (await form.submit(() => send(theirs.version))) && setTheirs(null)),
    takeTheirs: () => {
      if (!theirs) return;
      setOpened(theirs);
      form.reset(valuesOf(theirs));
      setTheirs(null);
    },
    leaveOpen: () => setTheirs(null),
    differences: (described) => (theirs ? differing(described, valuesOf(opened), valuesOf(theirs), form.values) : []),
  };
}

function differing<V>(described: readonly Described<V>[], before: V, theirs: V, mine: V): Difference[] {
  return described
    .map(({ title, show }) => ({ name: title, before: show(before), theirs: show(theirs), mine: show(mine) }))
    .filter((row) => row.theirs !== row.before || row.mine !== row.before);
}
