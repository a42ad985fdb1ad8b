/** What the person before the screen can do now; the step that moves the complaint on comes first. */
import { useRef, useState } from "preact/hooks";
import { newId } from "../../store/ids";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { sentence } from "../../ui/notice";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { wordOf } from "../words";
import { isStale, takeStep } from "./steps/form";
import { OFFERED } from "./step_forms";
import { stepWords } from "./step_words";
import type { StepName, Story } from "./types";

interface StepBarProps {
  story: Story;
  asked: StepName | null;
  onAsk: (step: StepName | null) => void;
  onDone: () => void;
}

export function StepBar({ story, asked, onAsk, onDone }: StepBarProps) {
  const w = stepWords();
  const { taking, wrong, take } = useTaking(story, onDone);
  const offered = OFFERED.filter(({ step }) => story.allowed.includes(step));
  const Form = OFFERED.find(({ step }) => step === asked)?.form;
  const tone = toneOf(COMPLAINT_TONE, story.status);
  return (
    <section class="step-bar no-print" aria-label={w.nowYouMay}>
      <p>
        <span class={`status ${tone}`}>
          <Icon name={tone} />
        </span>{" "}
        {wordOf(w.waitingFor, story.status)}
      </p>
      {offered.length > 0 && (
        <div class="actions">
          {offered.map(({ step, icon, kind, form }) => (
            <Button key={step} icon={icon} kind={kind ?? "plain"} busy={taking === step} onClick={() => (form ? onAsk(step) : void take(step))}>
              {wordOf(w.action, step)}
            </Button>
          ))}
        </div>
      )}
      {wrong && <p class="status danger" role="alert" style="white-space:normal">{wrong}</p>}
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

interface Taken {
  taking: StepName | null;
  wrong: string;
  take: (step: StepName) => Promise<void>;
}

/** A step without a form: one request under one id, however often it is pressed. */
function useTaking(story: Story, onDone: () => void): Taken {
  const [taking, setTaking] = useState<StepName | null>(null);
  const [wrong, setWrong] = useState("");
  const busy = useRef(false);
  const take = async (step: StepName): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setTaking(step);
    setWrong("");
    try {
      await takeStep(story, step, { id: newId() });
      onDone();
    } catch (error) {
      setWrong(sentence(error as Error));
      if (isStale(error as Error)) onDone();
    } finally {
      busy.current = false;
      setTaking(null);
    }
  };
  return { taking, wrong, take };
}
