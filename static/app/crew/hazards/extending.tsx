/** More time: asked for by whoever repairs, decided by the level above. */
import { date } from "../../i18n/format";
import { steps } from "../../office/hazards/step_words";
import { Segment, TextField } from "../../ui/field";
import { Facts } from "../../ui/page";
import { lastDay } from "./step_rules";
import type { Stepping } from "./stepping";
import { phoneHazards } from "./words";

export function DueField({ stepping, error }: { stepping: Stepping; error: string | undefined }) {
  const present = lastDay(stepping.hazard);
  return (
    <div id="step-due_on">
      <TextField required type="date" label={steps().newDue} hint={present ? phoneHazards().dueNow(date(present)) : undefined} value={stepping.draft.value.due_on} onInput={(due_on) => stepping.change({ due_on })} error={error} />
    </div>
  );
}

export function DecisionFields({ stepping, error }: { stepping: Stepping; error: string | undefined }) {
  const w = steps();
  const { hazard } = stepping;
  const { granted } = stepping.draft.value;
  const asked = hazard.extension!;
  const present = lastDay(hazard);
  const reason = hazard.steps.find(({ id }) => id === asked.id)?.reason;
  return (
    <div id="step-granted" class="stack-tight">
      <Facts
        rows={[
          [phoneHazards().askedBy, asked.asked_by.name],
          [w.newDue, date(asked.due_on)],
          present && [phoneHazards().dueToday, date(present)],
          reason && [w.extensionReason, reason],
        ]}
      />
      {error && <p class="error">{error}</p>}
      <Segment label={w.decision} value={granted === null ? "" : granted ? "yes" : "no"} onChange={(value) => stepping.change({ granted: value === "yes" })} options={[{ value: "yes", name: w.grant, tone: "ok" }, { value: "no", name: w.refuse, tone: "danger" }]} />
    </div>
  );
}
