import type { Step } from "./run";
import { importing } from "./words";

const STEPS: readonly Step[] = ["file", "mapping", "dry", "done"];

export function StepList({ now }: { now: Step }) {
  const at = STEPS.indexOf(now);
  return (
    <ol class="steps">
      {STEPS.map((step, i) => (
        <li key={step} class={i < at ? "done" : ""} aria-current={step === now ? "step" : undefined}>
          {importing().steps[step]}
        </li>
      ))}
    </ol>
  );
}
