/** Everything that happened, in order: who, when, where, with what evidence. */
import type { ComponentChildren } from "preact";
import { nameOf } from "../../i18n";
import { date, dateTime, dueTime, number } from "../../i18n/format";
import { Photos } from "../../ui/photos";
import { Icon } from "../../ui/icon";
import type { Tone } from "../../ui/status";
import { isKnownOrganization, organizationTrail } from "../lookups";
import { office, wordOf } from "../words";
import { steps } from "./step_words";
import { titleOf } from "./title";
import type { Step, Story } from "./types";
import { hazards } from "./words";

const TONE: Partial<Record<string, Tone>> = { accept: "ok", send_back: "danger", reopen: "warn", dismiss: "off", supervise: "danger" };

export function StoryLine({ story }: { story: Story }) {
  return (
    <ol class="story deeds">
      {story.steps.map((step, i) => (
        <li key={step.id} class={TONE[step.step] ?? ""}>
          <StepView step={step} story={story} again={story.steps.slice(0, i).some((earlier) => earlier.step === step.step)} />
        </li>
      ))}
    </ol>
  );
}

/** The way down to it, where that may be seen; else its own name. */
function unitName({ organization, organization_name, organization_name_en }: { organization?: string; organization_name?: string; organization_name_en?: string }): string {
  if (organization && isKnownOrganization(organization)) return organizationTrail(organization);
  return nameOf({ name: organization_name ?? "", name_en: organization_name_en ?? null });
}

const MUCH_LATER = 5 * 60_000;

/** `again`: the same was done before. A hazard is listed for supervision once; after that its leader changes. */
function StepView({ step, story, again }: { step: Step; story: Story; again: boolean }) {
  const w = steps();
  const late = Date.parse(step.received_at) - Date.parse(step.happened_at) > MUCH_LATER;
  return (
    <>
      <b>{step.step === "supervise" && again ? w.changeLeader : wordOf(w.done, step.step)}</b> <span>{w.by(step.actor.name, unitName(step))}</span>
      <time dateTime={step.happened_at}>
        {dateTime(step.happened_at)}
        {late && ` · ${w.receivedLater(dateTime(step.received_at))}`}
      </time>
      <Decided step={step} />
      {step.reason && <p class="prose">{step.reason}</p>}
      {step.note && <p class="prose">{step.note}</p>}
      <OnSite step={step} />
      {step.step !== "report" && step.photos.length > 0 && <Photos pictures={step.photos} about={`${titleOf(story)} · ${wordOf(w.done, step.step)}`} />}
    </>
  );
}

/** What the step decided, in words. */
function Decided({ step: { step, detail } }: { step: Step }) {
  const w = steps();
  const facts: ComponentChildren[] = [];
  if (step === "confirm" && detail.grade) facts.push(wordOf(office().grade, detail.grade));
  if (step === "confirm" && detail.weak_link) facts.push(hazards().weakLink);
  if (detail.responsible) facts.push(w.toUnit(unitName(detail), detail.responsible.name));
  if (detail.former) facts.push(w.formerly(unitName(detail.former), detail.former.responsible.name));
  if (detail.leader) facts.push(w.leader(detail.leader.name));
  if (detail.percent !== undefined) facts.push(w.progressAt(`${number(detail.percent)}%`));
  if (detail.granted !== undefined) facts.push(detail.granted ? w.granted : w.refused);
  if (detail.due_on) facts.push(w.extendedTo(date(detail.due_on)));
  if (detail.due_at && detail.granted !== false) facts.push(w.dueAt(dueTime(detail.due_at)));
  if (detail.complete !== undefined) facts.push(detail.complete ? w.planWhole : w.planPartly);
  if (detail.inspection) facts.push(<a href={`/app/inspections/${detail.inspection}`}>{hazards().seeInspection}</a>);
  if (facts.length === 0) return null;
  return (
    <ul class="plain decided">
      {facts.map((fact, i) => (
        <li key={i}>{fact}</li>
      ))}
    </ul>
  );
}

/** Proof of having been there: the label scanned, the position taken. */
function OnSite({ step }: { step: Step }) {
  const w = steps();
  const matched = step.label_match === "matched";
  if (!step.label && !step.position) return null;
  return (
    <p class="marks">
      {step.label && (
        <span class={`mark ${matched ? "ok" : "warn"}`}>
          <Icon name={matched ? "ok" : "warn"} />
          {wordOf(w.labelMatch, step.label_match)} <span class="code">{step.label}</span>
        </span>
      )}
      {step.position && <span class="mark">{w.positioned}</span>}
    </p>
  );
}
