/** The sheet of one step: its fields, and the hazard as it was when the sheet was opened. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Problem, get, post, put } from "../../../api";
import { newId } from "../../../store/ids";
import { ConflictDialog, type Difference } from "../../conflict";
import { type Form, isConflict, useForm } from "../../form";
import { FormDialog } from "../../organizations/form_dialog";
import { wordOf } from "../../words";
import { codeName, useCodes } from "../codes";
import { steps } from "../step_words";
import type { StepName, Story } from "../types";
import { changedMeanwhile } from "./meanwhile";

export interface StepFormProps {
  story: Story;
  onDone: () => void;
  /** Someone was faster: read the hazard again; what was typed stays. */
  onStale: () => void;
  onClose: () => void;
}

interface StepSheetProps<V extends object> extends StepFormProps {
  step: StepName;
  /** Below /api/hazards/{id}. */
  path: string;
  method?: "POST" | "PUT";
  initial: V;
  /** The request's fields; throws a Problem while the form cannot be sent. */
  bodyOf: (values: V) => Record<string, unknown>;
  wide?: boolean;
  danger?: boolean;
  title?: string;
  action?: string;
  children: (form: Form<V>) => ComponentChildren;
}

/** What somebody else did meanwhile. */
interface Meanwhile {
  theirs: Story;
  differences: Difference[];
}

export function StepSheet<V extends object>({ story, onDone, onStale, onClose, step, path, method = "POST", initial, bodyOf, wide = false, danger = false, title = wordOf(steps().action, step), action, children }: StepSheetProps<V>) {
  const [id] = useState(newId);
  const [opened] = useState(story);
  const [meanwhile, setMeanwhile] = useState<Meanwhile | null>(null);
  const codes = useCodes();
  const form = useForm(initial);
  const address = `/api/hazards/${story.id}`;

  const send = async (version: number): Promise<void> => {
    const body = { id, version, ...bodyOf(form.values) };
    try {
      await (method === "PUT" ? put(`${address}/${path}`, body) : post(`${address}/${path}`, body));
    } catch (error) {
      if (!isStale(error as Error)) throw error;
      await look();
      throw new Problem({ ...(error as Problem).document, errors: [] });
    }
    onDone();
  };
  const look = async (): Promise<void> => {
    const theirs = await get<Story>(address);
    setMeanwhile({ theirs, differences: await changedMeanwhile(opened, theirs, form.values, (key) => codeName(codes, key)) });
    onStale();
  };
  const keepMine = async ({ theirs }: Meanwhile): Promise<void> => {
    setMeanwhile(null);
    await form.submit(() => send(theirs.version));
  };
  return (
    <>
      <FormDialog wide={wide} danger={danger} title={title} action={action ?? title} form={form} onSave={() => send(opened.version)} onClose={onClose}>
        {children(form)}
      </FormDialog>
      {meanwhile && (
        <ConflictDialog
          differences={meanwhile.differences}
          busy={form.busy}
          {...(isStillPossible(step, meanwhile.theirs) ? { onKeepMine: () => void keepMine(meanwhile) } : {})}
          onTakeTheirs={onClose}
          onClose={() => setMeanwhile(null)}
        />
      )}
    </>
  );
}

const STALE = new Set(["hazard.wrong_status", "hazard.no_extension", "hazard.extension_open"]);
const isStale = (error: Error): boolean => isConflict(error) || (error instanceof Problem && STALE.has(error.code));

/** Correcting who answers for a hazard is no step of the state table: it goes on as long as somebody rectifies. */
const isStillPossible = (step: StepName, { allowed, status }: Story): boolean => (step === "reassign" ? status === "rectifying" : allowed.includes(step));
