/** What has happened so far, the newest last: who, when, with what evidence. */
import type { StepTaken } from "../../api";
import { date, dateTime, dueTime } from "../../i18n/format";
import { crew } from "../../i18n/crew";
import { steps } from "../../office/hazards/step_words";
import { roleName } from "../../ui/photos";
import { Icon } from "../../ui/icon";
import { Section } from "../../ui/page";
import { Picture } from "./picture";
import type { Standing } from "./standing";
import { phoneHazards } from "./words";

const TONE: Partial<Record<StepTaken["step"], string>> = { accept: "ok", send_back: "danger", reopen: "warn", supervise: "danger" };

export function StorySoFar({ standing: { hazard, queued } }: { standing: Standing }) {
  const w = phoneHazards();
  const pending = new Set(queued.map(({ item }) => item.id));
  return (
    <Section title={w.story}>
      <ol class="story">
        {hazard.steps.map((step) => (
          <li key={step.id} class={TONE[step.step] ?? ""} data-step={step.step}>
            <b>{steps().done[step.step]}</b>
            <p class="muted">{step.actor.name} · {dateTime(step.happened_at)}</p>
            <Decided step={step} />
            {step.reason && <p>{step.reason}</p>}
            {step.note && <p>{step.note}</p>}
            {step.label_match === "matched" && step.step !== "report" && <p class="muted">{steps().labelMatch.matched}</p>}
            {step.step !== "report" && <Pictures step={step} />}
            {pending.has(step.id) && <p class="status info small"><Icon name="outbox" />{w.storyPending}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Decided({ step: { detail } }: { step: StepTaken }) {
  const w = steps();
  const facts = [
    detail.grade && crew().check.grades[detail.grade],
    detail.responsible && w.toUnit(detail.organization_name ?? "", detail.responsible.name),
    detail.leader && w.leader(detail.leader.name),
    detail.percent !== undefined && w.progressAt(`${detail.percent}%`),
    detail.granted !== undefined && (detail.granted ? w.granted : w.refused),
    detail.complete !== undefined && (detail.complete ? w.planWhole : w.planPartly),
    detail.due_on && w.extendedTo(date(detail.due_on)),
    detail.due_at && detail.granted !== false && w.dueAt(dueTime(detail.due_at)),
  ].filter(Boolean);
  return facts.length > 0 ? <p>{facts.join(" · ")}</p> : null;
}

function Pictures({ step }: { step: StepTaken }) {
  if (step.photos.length === 0) return null;
  return (
    <div class="photos pair">
      {step.photos.map((photo) => (
        <Picture key={photo.sha256 + photo.role} sha256={photo.sha256} caption={roleName(photo.role)} />
      ))}
    </div>
  );
}
