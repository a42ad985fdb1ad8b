/** Everything that happened, in order: who, when, with what evidence. */
import type { ComponentChildren } from "preact";
import { date, dateTime, dueTime, quantity } from "../../i18n/format";
import { Photos } from "../../ui/photos";
import type { Tone } from "../../ui/status";
import { isKnownOrganization, organizationTrail } from "../lookups";
import { wordOf } from "../words";
import { categoryName } from "./categories";
import { stepWords } from "./step_words";
import type { Step, Story } from "./types";
import { complaints } from "./words";

const TONE: Partial<Record<string, Tone>> = { verify: "ok", rate: "ok", send_back: "danger", return: "warn", reopen: "warn", pause: "off" };

export function StoryLine({ story }: { story: Story }) {
  return (
    <ol class="story deeds">
      {story.steps.map((step) => (
        <li key={step.id} class={TONE[step.step] ?? ""}>
          <StepView step={step} number={story.number} />
        </li>
      ))}
    </ol>
  );
}

const MUCH_LATER = 5 * 60_000;

function StepView({ step, number }: { step: Step; number: string }) {
  const w = stepWords();
  const late = Date.parse(step.received_at) - Date.parse(step.happened_at) > MUCH_LATER;
  const facts = decided(step);
  return (
    <>
      <b>{wordOf(w.done, step.step)}</b> <span>{w.by(tellerOf(step), step.actor.id ? unitName(step.organization) : "")}</span>
      <time dateTime={step.happened_at}>
        {dateTime(step.happened_at)}
        {late && ` · ${w.receivedLater(dateTime(step.received_at))}`}
      </time>
      {facts.length > 0 && (
        <ul class="plain decided">
          {facts.map((fact, i) => (
            <li key={i}>{fact}</li>
          ))}
        </ul>
      )}
      {step.reason && <p class="prose">{step.reason}</p>}
      {step.note && <p class="prose">{step.note}</p>}
      {step.step !== "receive" && step.photos.length > 0 && <Photos pictures={step.photos} about={`${number} · ${wordOf(w.done, step.step)}`} />}
    </>
  );
}

function tellerOf({ actor }: Step): string {
  const w = stepWords();
  if (actor.id) return actor.name;
  return actor.name === "resident" ? w.resident : w.system;
}

/** Found below the officer on duty: nobody was there to take it. */
const CLIMBED: readonly string[] = ["leader", "higher", "vacant", "last_resort", "nobody"];

/** What the step decided, in words. */
function decided({ step, detail }: Step): ComponentChildren[] {
  const [w, c] = [stepWords(), complaints()];
  const sent = detail.officer_name && step !== "return";
  const facts: ComponentChildren[] = [
    typeof detail.photos === "number" && w.photosErased(detail.photos),
    detail.visited && wordOf(w.visited, detail.visited),
    detail.category && categoryName(detail.category),
    detail.urgency && wordOf(c.urgency, detail.urgency),
    sent && w.toUnit(unitName(detail.unit ?? ""), detail.officer_name ?? ""),
    sent && CLIMBED.includes(detail.rung ?? "") && w.nobodyOnDuty,
    detail.until && w.pausedUntil(dueTime(detail.until)),
    detail.promised_on && w.promisedFor(date(detail.promised_on)),
    detail.cause,
    typeof detail.indoor_c === "number" && w.indoorOf(quantity(detail.indoor_c, "°C")),
    step === "resolve" && detail.visit && w.measuredThere,
    detail.disposition && wordOf(c.disposition, detail.disposition),
    detail.method && w.methods[detail.method],
    detail.approved !== undefined && (detail.approved ? w.approved : w.refused),
    detail.solved !== undefined && (detail.solved ? w.yes : w.no),
    typeof detail.score === "number" && w.scoreOf(String(detail.score)),
    detail.contacted && w.contacted,
    detail.into && <a href={`/app/complaints/${detail.into}`}>{detail.into_number}</a>,
    detail.member && <a href={`/app/complaints/${detail.member}`}>{detail.number}</a>,
  ];
  return facts.filter(Boolean);
}

/** The way down to it, where that may be seen. */
const unitName = (path: string): string => (isKnownOrganization(path) ? organizationTrail(path) : "");
