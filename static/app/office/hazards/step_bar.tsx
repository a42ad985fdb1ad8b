/** What the person before the screen can do now; the step that moves the hazard on comes first. */
import type { ComponentType } from "preact";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { Icon, type IconName } from "../../ui/icon";
import { HAZARD_TONE, toneOf } from "../tones";
import { wordOf } from "../words";
import { AcceptForm } from "./steps/accept";
import { ConfirmForm } from "./steps/confirm";
import { DecideForm } from "./steps/decide";
import { ExtendForm } from "./steps/extend";
import type { StepFormProps } from "./steps/form";
import { PlanForm } from "./steps/plan";
import { ProgressForm } from "./steps/progress";
import { DismissForm, ReopenForm, SendBackForm } from "./steps/reasons";
import { ReassignForm } from "./steps/reassign";
import { FixForm, RectifyForm } from "./steps/rectify";
import { SuperviseForm } from "./steps/supervise";
import { steps } from "./step_words";
import type { StepName, Story } from "./types";
import { hazards } from "./words";

interface Offered {
  step: StepName;
  icon: IconName;
  form: ComponentType<StepFormProps>;
  kind?: "primary" | "danger";
}

/** In the order in which they are offered. */
const OFFERED: readonly Offered[] = [
  { step: "confirm", icon: "ok", form: ConfirmForm, kind: "primary" },
  { step: "accept", icon: "ok", form: AcceptForm, kind: "primary" },
  { step: "rectify", icon: "ok", form: RectifyForm, kind: "primary" },
  { step: "decide_extension", icon: "calendar", form: DecideForm, kind: "primary" },
  { step: "fix_on_the_spot", icon: "ok", form: FixForm },
  { step: "plan", icon: "list", form: PlanForm },
  { step: "progress", icon: "gauge", form: ProgressForm },
  { step: "ask_extension", icon: "clock", form: ExtendForm },
  { step: "supervise", icon: "flag", form: SuperviseForm },
  { step: "reassign", icon: "person", form: ReassignForm },
  { step: "reopen", icon: "undo", form: ReopenForm },
  { step: "send_back", icon: "undo", form: SendBackForm, kind: "danger" },
  { step: "dismiss", icon: "close", form: DismissForm, kind: "danger" },
];

/** What the state table allows, and what is no step of it: correcting who answers for the hazard. */
export function stepsOf({ allowed, status }: Story): readonly StepName[] {
  return status === "rectifying" && may("hazards.confirm") ? [...allowed, "reassign"] : allowed;
}

interface StepBarProps {
  story: Story;
  asked: StepName | null;
  onAsk: (step: StepName | null) => void;
  onDone: () => void;
}

export function StepBar({ story, asked, onAsk, onDone }: StepBarProps) {
  const w = hazards();
  const possible = stepsOf(story);
  const offered = OFFERED.filter(({ step }) => possible.includes(step));
  const open = OFFERED.find(({ step }) => step === asked);
  const Form = open?.form;
  return (
    <section class="step-bar no-print" aria-label={w.nowYouMay}>
      <p>
        <span class={`status ${toneOf(HAZARD_TONE, story.status)}`}>
          <Icon name={toneOf(HAZARD_TONE, story.status)} />
        </span>{" "}
        {wordOf(w.waitingFor, story.status)}
      </p>
      {offered.length > 0 && (
        <div class="actions">
          {offered.map(({ step, icon, kind }) => (
            <Button key={step} icon={icon} kind={kind ?? "plain"} onClick={() => onAsk(step)}>
              {step === "supervise" && story.supervised ? steps().changeLeader : wordOf(steps().action, step)}
            </Button>
          ))}
        </div>
      )}
      {Form && (
        <Form
          story={story}
          onStale={onDone}
          onClose={() => onAsk(null)}
          onDone={() => {
            onAsk(null);
            onDone();
          }}
        />
      )}
    </section>
  );
}
