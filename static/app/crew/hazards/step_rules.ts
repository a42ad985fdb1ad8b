/** What each step asks for, what is still missing, and the operation it becomes. Pure. */
import type { Hazard } from "../../api";
import { isoDate } from "../../i18n/format";
import { type Plan, laterDue, planGaps } from "../../rules/hazards";
import type { PhoneStep, PlanDraft, StepDraft, StepOperation, StepPhoto } from "../../store/shapes";
import type { LabelMatch } from "./stepping";

/** How the form of a step looks. `photo` is the picture it cannot do without, `may` one that it can. */
export interface StepForm {
  text: "required" | "optional" | null;
  photo: "after" | null;
  before: boolean;
  evidence: boolean;
  may?: StepPhoto["role"];
}

const WORDS_ONLY: StepForm = { text: "required", photo: null, before: false, evidence: false };

export const STEP_FORMS: Record<PhoneStep, StepForm> = {
  confirm: { text: "optional", photo: null, before: false, evidence: false },
  dismiss: WORDS_ONLY,
  fix_on_the_spot: { text: "required", photo: "after", before: true, evidence: true },
  plan: { text: null, photo: null, before: false, evidence: false },
  ask_extension: WORDS_ONLY,
  decide_extension: WORDS_ONLY,
  progress: { ...WORDS_ONLY, may: "after" },
  rectify: { text: "required", photo: "after", before: false, evidence: true },
  accept: { text: "optional", photo: "after", before: false, evidence: true },
  send_back: { ...WORDS_ONLY, evidence: true, may: "after" },
  reopen: { ...WORDS_ONLY, may: "close_up" },
  supervise: WORDS_ONLY,
};

export type StepGap =
  | "grade"
  | "responsible"
  | "percent"
  | "plan_empty"
  | "plan_late"
  | "amount"
  | "source"
  | "plan_whole"
  | "due_on"
  | "later"
  | "granted"
  | "leader"
  | "before"
  | "after"
  | "site"
  | "on_site"
  | "wrong_label"
  | "text";

/** In the order of the form. The same rules as the server's, which refuses what gets past them. `today` is YYYY-MM-DD. */
export function stepGaps(draft: StepDraft, hazard: Hazard, match: LabelMatch | null, today: string): StepGap[] {
  const open: [StepGap, boolean][] = [...decisionGaps(draft, hazard, today), ...evidenceGaps(draft, hazard, match)];
  return open.filter(([, missing]) => missing).map(([gap]) => gap);
}

function decisionGaps(draft: StepDraft, hazard: Hazard, today: string): [StepGap, boolean][] {
  const { step } = draft;
  const extends_ = step === "ask_extension";
  return [
    ["grade", step === "confirm" && !draft.grade],
    ["responsible", step === "confirm" && !(draft.responsible && draft.organization)],
    ["percent", step === "progress" && draft.percent === null],
    ...(step === "plan" && draft.plan ? planFaults(draft.plan, hazard) : []),
    ["due_on", extends_ && !draft.due_on],
    ["later", extends_ && draft.due_on !== "" && !laterDue(draft.due_on, lastDay(hazard), today)],
    ["granted", step === "decide_extension" && draft.granted === null],
    ["leader", step === "supervise" && draft.named === null],
  ];
}

/** Parts may be missing, but not all of them; what was complete stays complete. */
function planFaults(typed: PlanDraft, hazard: Hazard): [StepGap, boolean][] {
  const { time_limit_on, measures, source, contingency } = typed;
  const due = lastDay(hazard);
  const amount = typed.amount.trim();
  return [
    ["plan_late", due !== null && time_limit_on > due],
    ["plan_empty", ![time_limit_on, measures, amount, source, contingency].some((each) => each.trim())],
    ["amount", amount !== "" && !(Number(amount) >= 0)],
    ["source", amount !== "" && source.trim() === ""],
    ["plan_whole", hazard.plan_complete && planGaps(planOf(typed)).length > 0],
  ];
}

function evidenceGaps(draft: StepDraft, hazard: Hazard, match: LabelMatch | null): [StepGap, boolean][] {
  const form = STEP_FORMS[draft.step];
  const taken = (role: StepPhoto["role"]): string[] => draft.photos.filter((photo) => photo.role === role).map((photo) => photo.sha256);
  const before = taken("before");
  const after = taken("after").filter((sha256) => !before.includes(sha256));
  return [
    ["before", form.before && before.length === 0],
    [draft.step === "accept" ? "site" : "after", form.photo !== null && after.length === 0],
    ["on_site", draft.step === "accept" && !draft.label && !draft.position],
    ["wrong_label", draft.step === "accept" && match === "other" && hazard.asset !== null],
    ["text", form.text === "required" && !draft.text.trim()],
  ];
}

/** The last day on which the repair is in time: 24:00 belongs to the day that ends. */
export function lastDay(hazard: Hazard): string | null {
  return hazard.rectify_due_at ? isoDate(new Date(Date.parse(hazard.rectify_due_at) - 1)) : null;
}

export function planOf({ organization, person, time_limit_on, measures, amount, source, contingency }: PlanDraft): Plan {
  return {
    responsibility: organization && person ? { organization, person } : null,
    time_limit_on: time_limit_on || null,
    measures: measures.trim(),
    funds: source.trim() ? { amount_cny: Number(amount) || 0, source: source.trim() } : null,
    contingency: contingency.trim(),
  };
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
    case "plan":
      return { type: "hazard.plan", payload: { hazard, version, ...planOf(draft.plan!) } };
    case "ask_extension":
      return { type: "hazard.ask_extension", payload: { hazard, reason: text, due_on: draft.due_on } };
    case "decide_extension":
      return { type: "hazard.decide_extension", payload: { hazard, extension: draft.extension!, granted: draft.granted!, reason: text } };
    case "progress":
      return { type: "hazard.progress", payload: { hazard, text, percent: draft.percent!, photos } };
    case "rectify":
      return { type: "hazard.rectify", payload: { hazard, ...onSite, done: text } };
    case "accept":
      return { type: "hazard.accept", payload: { hazard, ...onSite, note: text } };
    case "send_back":
      return { type: "hazard.send_back", payload: { hazard, ...onSite, reason: text } };
    case "reopen":
      return { type: "hazard.reopen", payload: { hazard, version, reason: text, photos } };
    case "supervise":
      return { type: "hazard.supervise", payload: { hazard, version, leader: draft.named!.id, reason: text } };
  }
}
