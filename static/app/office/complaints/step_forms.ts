/** Which form belongs to which step, in the order in which they are offered. Those without a form are taken at once. */
import type { ComponentType } from "preact";
import type { IconName } from "../../ui/icon";
import { CallBackForm, NoteForm, RateForm, ReopenForm } from "./steps/after";
import { AssessForm, ReclassifyForm } from "./steps/assess";
import { DispatchForm, RerouteForm, ReturnForm } from "./steps/dispatch";
import type { StepFormProps } from "./steps/form";
import { InterimReplyForm, PauseForm, ResolveForm } from "./steps/handling";
import { MergeForm, SplitForm } from "./steps/merge";
import { ReplyForm, ReviewReplyForm } from "./steps/reply";
import { SendBackForm, VerifyForm } from "./steps/verify";
import type { StepName } from "./types";

export interface Offered {
  step: StepName;
  icon: IconName;
  form?: ComponentType<StepFormProps>;
  kind?: "primary" | "danger";
}

export const OFFERED: readonly Offered[] = [
  { step: "assess", icon: "list", form: AssessForm, kind: "primary" },
  { step: "dispatch", icon: "send", form: DispatchForm, kind: "primary" },
  { step: "acknowledge", icon: "ok", kind: "primary" },
  { step: "resolve", icon: "ok", form: ResolveForm, kind: "primary" },
  { step: "verify", icon: "ok", form: VerifyForm, kind: "primary" },
  { step: "review_reply", icon: "ok", form: ReviewReplyForm, kind: "primary" },
  { step: "reply", icon: "letter", form: ReplyForm, kind: "primary" },
  { step: "rate", icon: "ok", form: RateForm, kind: "primary" },
  { step: "resume", icon: "undo", kind: "primary" },
  { step: "claim", icon: "flag" },
  { step: "interim_reply", icon: "letter", form: InterimReplyForm },
  { step: "reroute", icon: "send", form: RerouteForm },
  { step: "reclassify", icon: "pencil", form: ReclassifyForm },
  { step: "merge", icon: "tree", form: MergeForm },
  { step: "split", icon: "tree", form: SplitForm },
  { step: "pause", icon: "pause", form: PauseForm },
  { step: "call_back", icon: "phone", form: CallBackForm },
  { step: "note", icon: "pencil", form: NoteForm },
  { step: "reopen", icon: "undo", form: ReopenForm },
  { step: "send_back", icon: "undo", form: SendBackForm, kind: "danger" },
  { step: "return", icon: "undo", form: ReturnForm, kind: "danger" },
];
