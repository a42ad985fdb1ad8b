/** What each step asks for, what is still missing, and the operation it becomes. Pure. */
import type { Hazard } from "../../api";
import type { PhoneStep, StepDraft, StepOperation, StepPhoto } from "../../store/shapes";
import type { LabelMatch } from "./stepping";

/** How the form of a step looks. `photo` is the picture it cannot do without. */
export interface StepForm {
  text: "required" | "optional";
  photo: "after" | null;
  before: boolean;
  evidence: boolean;
}

export const STEP_FORMS: Record<PhoneStep, StepForm> = {
  confirm: { text: "optional", photo: null, before: false, evidence: false },
  dismiss: { text: "required", photo: null, before: false, evidence: false },
  fix_on_the_spot: { text: "required", photo: "after", before: true, evidence: true },
  rectify: { text: "required", photo: "after", before: false, evidence: true },
  accept: { text: "optional", photo: "after", before: false, evidence: true },
  send_back: { text: "required", photo: null, before: false, evidence: true },
  progress: { text: "required", photo: null, before: false, evidence: false },
};

export type StepGap = "grade" | "responsible" | "percent" | "before" | "after" | "site" | "on_site" | "wrong_label" | "text";

/** In the order of the form. The same rules as the server's, which refuses what gets past them. */
export function stepGaps(draft: StepDraft, hazard: Hazard, match: LabelMatch | null): StepGap[] {
  const form = STEP_FORMS[draft.step];
  const taken = (role: StepPhoto["role"]): string[] => draft.photos.filter((photo) => photo.role === role).map((photo) => photo.sha256);
  const before = taken("before");
  const after = taken("after").filter((sha256) => !before.includes(sha256));
  const open: [StepGap, boolean][] = [
    ["grade", draft.step === "confirm" && !draft.grade],
    ["responsible", draft.step === "confirm" && !(draft.responsible && draft.organization)],
    ["percent", draft.step === "progress" && draft.percent === null],
    ["before", form.before && before.length === 0],
    [draft.step === "accept" ? "site" : "after", form.photo !== null && after.length === 0],
    ["on_site", draft.step === "accept" && !draft.label && !draft.position],
    ["wrong_label", draft.step === "accept" && match === "other" && hazard.asset !== null],
    ["text", form.text === "required" && !draft.text.trim()],
  ];
  return open.filter(([, missing]) => missing).map(([gap]) => gap);
}

export function operationOf(draft: StepDraft): StepOperation {
  const { hazard, version, photos, label, position } = draft;
  const text = draft.text.trim();
  const onSite = { photos, label, position };
  switch (draft.step) {
    case "confirm":
      return {
        type: "hazard.confirm",
        payload: { hazard, version, grade: draft.grade!, organization: draft.organization!, responsible: draft.responsible!, weak_link: draft.weak_link, note: text },
      };
    case "dismiss":
      return { type: "hazard.dismiss", payload: { hazard, version, reason: text } };
    case "fix_on_the_spot":
      return { type: "hazard.fix_on_the_spot", payload: { hazard, ...onSite, done: text } };
    case "rectify":
      return { type: "hazard.rectify", payload: { hazard, ...onSite, done: text } };
    case "accept":
      return { type: "hazard.accept", payload: { hazard, ...onSite, note: text } };
    case "send_back":
      return { type: "hazard.send_back", payload: { hazard, ...onSite, reason: text } };
    case "progress":
      return { type: "hazard.progress", payload: { hazard, text, percent: draft.percent!, photos } };
  }
}
