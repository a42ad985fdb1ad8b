/** A step of a hazard being filled in. */
import { signal } from "@preact/signals";
import type { Hazard } from "../../api";
import { isoDate } from "../../i18n/format";
import { findPosition } from "../../photos/position";
import { me } from "../../shell/session";
import { newId } from "../../store/ids";
import { by } from "../../store/mirror";
import type { PhoneStep, PlanDraft, ScannedLabel, StepDraft } from "../../store/shapes";
import { stepDraftOf } from "../../store/steps";
import { Keeping } from "../keeping";
import { type StepGap, operationOf, stepGaps } from "./step_rules";

/** What a label says about where the person stands. */
export type LabelMatch = "matched" | "other" | "unknown";

export class Stepping extends Keeping<StepDraft> {
  readonly locating = signal(true);
  readonly labelMatch = signal<LabelMatch | null>(null);

  constructor(
    draft: StepDraft,
    begun: boolean,
    readonly hazard: Hazard,
  ) {
    super(draft, begun);
    void this.locate();
    void this.judgeLabel();
  }

  scanned(label: ScannedLabel | null): void {
    this.change({ label });
    void this.judgeLabel();
  }

  private async judgeLabel(): Promise<void> {
    const { label } = this.draft.value;
    this.labelMatch.value = label === null ? null : await matchOf(label.code, this.hazard);
  }

  private async locate(): Promise<void> {
    const position = await findPosition();
    this.locating.value = false;
    if (position) this.change({ position });
  }

  gaps(): StepGap[] {
    return stepGaps(this.draft.value, this.hazard, this.labelMatch.value, isoDate(new Date()));
  }

  /** Into the outbox; false when it could not be kept. The caller has seen to it that nothing is missing. */
  submit(): Promise<boolean> {
    const subject = [this.hazard.number, this.hazard.title].filter(Boolean).join(" · ");
    return this.send((draft) => ({ operation: operationOf(draft), subject, seen_version: this.hazard.version, named: draft.named }));
  }
}

/** Does the label hang on the hazard's device, or on any device of its site when it names none? */
async function matchOf(code: string, hazard: Hazard): Promise<LabelMatch> {
  const label = (await by("code", "label", code))[0];
  if (!label?.asset) return "unknown";
  if (hazard.asset) return label.asset === hazard.asset.id ? "matched" : "other";
  const devices = await by("site", "asset", hazard.site.id);
  return devices.some((device) => device.id === label.asset) ? "matched" : "other";
}

/** The step begun before, or a new one. */
export async function openStep(hazard: Hazard, step: PhoneStep): Promise<Stepping> {
  const { id, name } = me.value!.user;
  const begun = await stepDraftOf({ hazard: hazard.id, step, author: { id, name } });
  return new Stepping(begun ?? fresh(hazard, step, { id, name }), begun !== undefined, hazard);
}

/** The plan there is, to go on with; who answers for the hazard answers for the plan unless another is named. */
export function typedPlan({ plan, unit, responsible }: Hazard): PlanDraft {
  return {
    organization: plan?.responsibility?.organization ?? unit.path,
    person: plan?.responsibility?.person ?? responsible?.id ?? "",
    time_limit_on: plan?.time_limit_on ?? "",
    measures: plan?.measures ?? "",
    amount: plan?.funds ? String(plan.funds.amount_cny) : "",
    source: plan?.funds?.source ?? "",
    contingency: plan?.contingency ?? "",
  };
}

function fresh(hazard: Hazard, step: PhoneStep, author: StepDraft["author"]): StepDraft {
  const closeUp = hazard.photos.find((photo) => photo.role === "close_up");
  const before = step === "fix_on_the_spot" && closeUp ? [{ sha256: closeUp.sha256, role: "before" as const, taken_at: closeUp.taken_at }] : [];
  return {
    id: newId(),
    author,
    hazard: hazard.id,
    step,
    version: hazard.version,
    text: "",
    percent: null,
    grade: hazard.grade,
    weak_link: hazard.weak_link,
    organization: hazard.unit.path,
    responsible: hazard.responsible?.id ?? null,
    plan: step === "plan" ? typedPlan(hazard) : null,
    due_on: "",
    granted: null,
    extension: hazard.extension?.id ?? null,
    named: step === "plan" ? hazard.responsible : null,
    photos: before,
    label: null,
    position: null,
    updated_at: new Date().toISOString(),
    corrects: null,
  };
}
