/** What the resident was told would be done, and whether it was. */
import { date, dateTime } from "../../i18n/format";
import { Due } from "../../ui/clock";
import { Section } from "../../ui/page";
import { Status, type Tone } from "../../ui/status";
import { organizationTrail } from "../lookups";
import { storyWords } from "./story_words";
import { stepWords } from "./step_words";
import type { Promised } from "./types";

const TONE: Record<string, Tone> = { kept: "ok", late: "danger", broken: "danger", replaced: "off" };

export function PromiseList({ promises }: { promises: readonly Promised[] }) {
  const w = storyWords();
  return (
    <Section title={w.promises}>
      <ul class="plain clocks">
        {promises.map((promise) => (
          <li key={promise.id}>
            <span class="grow">
              <b>{stepWords().promisedFor(date(promise.promised_on))}</b> {promise.text}
              <span class="second">{[organizationTrail(promise.organization), w.madeBy(promise.made_by, dateTime(promise.made_at))].join(" · ")}</span>
            </span>
            {promise.outcome ? <Status status={TONE[promise.outcome] ?? "info"}>{w.promiseOutcome[promise.outcome]}</Status> : <Due at={`${promise.promised_on}T23:59:59+08:00`} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
