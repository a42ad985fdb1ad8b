/** The sheet of one step: its fields and the version one has seen. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Problem, post, put } from "../../../api";
import { newId } from "../../../store/ids";
import { type Form, isConflict, useForm } from "../../form";
import { FormDialog } from "../../organizations/form_dialog";
import { wordOf } from "../../words";
import { steps } from "../step_words";
import type { StepName, Story } from "../types";

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
  action?: string;
  children: (form: Form<V>) => ComponentChildren;
}

export function StepSheet<V extends object>({ story, onDone, onStale, onClose, step, path, method = "POST", initial, bodyOf, wide = false, danger = false, action, children }: StepSheetProps<V>) {
  const [id] = useState(newId);
  const form = useForm(initial);
  const send = async (): Promise<void> => {
    const address = `/api/hazards/${story.id}/${path}`;
    const body = { id, version: story.version, ...bodyOf(form.values) };
    try {
      await (method === "PUT" ? put(address, body) : post(address, body));
    } catch (error) {
      if (isStale(error as Error)) onStale();
      throw error;
    }
    onDone();
  };
  const title = wordOf(steps().action, step);
  return (
    <FormDialog wide={wide} danger={danger} title={title} action={action ?? title} form={form} onSave={send} onClose={onClose}>
      {children(form)}
    </FormDialog>
  );
}

const isStale = (error: Error): boolean => isConflict(error) || (error instanceof Problem && error.code === "hazard.wrong_status");
