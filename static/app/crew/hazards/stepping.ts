/** A step being filled in: kept on the phone at every change, with its pictures, until it goes into the queue. */
import { type Signal, signal } from "@preact/signals";
import type { Hazard } from "../../api";
import { isoDate } from "../../i18n/format";
import { findPosition } from "../../photos/position";
import { me } from "../../shell/session";
import { isFull } from "../../store/db";
import { newId } from "../../store/ids";
import { by } from "../../store/mirror";
import { submitStep } from "../../store/outbox";
import type { TakenPhoto } from "../../store/photos";
import type { PhoneStep, PlanDraft, ScannedLabel, StepDraft, StepPhoto } from "../../store/shapes";
import { discardStepDraft, saveStepDraft, stepDraftOf } from "../../store/steps";
import type { SaveFailure } from "../drafting";
import { type StepGap, operationOf, stepGaps } from "./step_rules";

const REST_MS = 300;

/** What a label says about where the person stands. */
export type LabelMatch = "matched" | "other" | "unknown";

export class Stepping {
  readonly draft: Signal<StepDraft>;
  readonly failure = signal<SaveFailure | null>(null);
  readonly locating = signal(true);
  readonly labelMatch = signal<LabelMatch | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Submitted or given up: a position that comes late must not bring the draft back. */
  private over = false;

  constructor(
    draft: StepDraft,
    readonly hazard: Hazard,
  ) {
    this.draft = signal(draft);
    void this.locate();
    void this.judgeLabel();
  }

  change(changed: Partial<StepDraft>): void {
    if (this.over) return;
    this.draft.value = { ...this.draft.value, ...changed, updated_at: new Date().toISOString() };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), REST_MS);
  }

  /** In place of another picture of the same role; without room the text is kept and the picture is not. */
  async takePhoto(role: StepPhoto["role"], taken: TakenPhoto): Promise<void> {
    const before = this.draft.value.photos;
    const photo: StepPhoto = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at };
    this.change({ photos: [...before.filter((each) => each.role !== role), photo] });
    if (await this.save([taken])) return;
    const why = this.failure.value;
    this.change({ photos: before });
    if (await this.save()) this.failure.value = why;
  }

  removePhoto(sha256: string): void {
    this.change({ photos: this.draft.value.photos.filter((photo) => photo.sha256 !== sha256) });
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

  async save(taken: TakenPhoto[] = []): Promise<boolean> {
    clearTimeout(this.timer);
    try {
      await saveStepDraft(this.draft.value, taken);
      this.failure.value = null;
      return true;
    } catch (error) {
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }

  /** Into the outbox; false when it could not be kept. The caller has seen to it that nothing is missing. */
  async submit(): Promise<boolean> {
    if (!(await this.save())) return false;
    const draft = this.draft.value;
    this.over = true;
    try {
      await submitStep(draft, {
        operation: operationOf(draft),
        author: draft.author,
        happened_at: new Date().toISOString(),
        subject: [this.hazard.number, this.hazard.title].filter(Boolean).join(" · "),
        photos: [...new Set(draft.photos.map((photo) => photo.sha256))],
        seen_version: this.hazard.version,
        named: draft.named,
      });
      return true;
    } catch (error) {
      this.over = false;
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }

  async discard(): Promise<void> {
    clearTimeout(this.timer);
    this.over = true;
    await discardStepDraft(this.draft.value.id);
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
  const person = me.value!.user;
  return new Stepping((await stepDraftOf(hazard.id, step, person.id)) ?? fresh(hazard, step, { id: person.id, name: person.name }), hazard);
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
