/** The sheet of one step of a complaint: its fields, and the version one has seen. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Problem, post } from "../../../api";
import { newId } from "../../../store/ids";
import { type Form, isConflict, numberOrNull, useForm } from "../../form";
import { FormDialog } from "../../organizations/form_dialog";
import { wordOf } from "../../words";
import { stepWords } from "../step_words";
import type { StepName, Story } from "../types";

export interface StepFormProps {
  story: Story;
  onDone: (story: Story) => void;
  /** Someone was faster: read the complaint again; what was typed stays. */
  onStale: () => void;
  onClose: () => void;
}

interface StepSheetProps<V extends object> extends StepFormProps {
  step: StepName;
  initial: V;
  /** The request's fields; throws a Problem while the form cannot be sent. */
  bodyOf: (values: V) => Record<string, unknown>;
  wide?: boolean;
  danger?: boolean;
  children: (form: Form<V>) => ComponentChildren;
}

/** Below /api/complaints/{id}. */
export const PATHS: Partial<Record<StepName, string>> = {
  assess: "assessment",
  reclassify: "classification",
  dispatch: "dispatch",
  claim: "claim",
  acknowledge: "acknowledgement",
  return: "return",
  reroute: "rerouting",
  pause: "pause",
  resume: "resumption",
  interim_reply: "interim-reply",
  resolve: "resolution",
  verify: "verification",
  send_back: "verification",
  reply: "reply",
  review_reply: "reply-review",
  rate: "rating",
  call_back: "call-back",
  reopen: "reopening",
  note: "note",
  merge: "merger",
  split: "split",
};

export const takeStep = (story: Pick<Story, "id" | "version">, step: StepName, body: Record<string, unknown>): Promise<Story> =>
  post<Story>(`/api/complaints/${story.id}/${PATHS[step] ?? step}`, { version: story.version, ...body });

export function StepSheet<V extends object>({ story, onDone, onStale, onClose, step, initial, bodyOf, wide = false, danger = false, children }: StepSheetProps<V>) {
  const [id] = useState(newId);
  const form = useForm(initial);
  const send = async (): Promise<void> => {
    const body = { id, ...bodyOf(form.values) };
    const done = await takeStep(story, step, body).catch((error: Error) => {
      if (isStale(error)) onStale();
      throw error;
    });
    onDone(done);
  };
  const title = wordOf(stepWords().action, step);
  return (
    <FormDialog wide={wide} danger={danger} title={title} action={title} form={form} onSave={send} onClose={onClose}>
      {children(form)}
    </FormDialog>
  );
}

export const isStale = (error: Error): boolean => isConflict(error) || (error instanceof Problem && error.code === "complaint.wrong_status");

/** °C from a field that may be empty; text that is no number is left for the server to name. */
export function celsius(text: string): number | string | null {
  const value = numberOrNull(text);
  return Number.isNaN(value) ? text : value;
}
