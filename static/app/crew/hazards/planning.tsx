/** The five implementations 五落实, on a phone: parts may be saved first, what is missing is named. */
import type { ComponentChildren } from "preact";
import { date } from "../../i18n/format";
import { steps } from "../../office/hazards/step_words";
import { type PlanPart, planGaps } from "../../rules/hazards";
import type { PlanDraft } from "../../store/shapes";
import { Select, TextArea, TextField } from "../../ui/field";
import { useMirror } from "../knowledge";
import { candidatesFor, optionsOf, valueOf } from "./people";
import { type StepGap, lastDay, planOf } from "./step_rules";
import type { Stepping } from "./stepping";
import { phoneHazards } from "./words";

interface PlanFieldsProps {
  stepping: Stepping;
  errorOf: (...gaps: StepGap[]) => string | undefined;
}

export function PlanFields({ stepping, errorOf }: PlanFieldsProps) {
  const w = phoneHazards();
  const names = steps();
  const plan = stepping.draft.value.plan!;
  const people = useMirror(() => candidatesFor(stepping.hazard)) ?? [];
  const due = lastDay(stepping.hazard);
  const set = (changed: Partial<PlanDraft>): void => stepping.change({ plan: { ...plan, ...changed } });
  const choose = (value: string): void => {
    const chosen = people.find(({ organization, person }) => valueOf(organization, person.id) === value);
    stepping.change({ named: chosen?.person ?? null, plan: { ...plan, organization: chosen?.organization ?? plan.organization, person: chosen?.person.id ?? "" } });
  };
  return (
    <>
      <p class="muted">{names.planHint}</p>
      <p class="muted" role="status">{w.planParts(5 - planGaps(planOf(plan)).length)}</p>
      <Part n={1} part="responsibility">
        <Select label={names.planPerson} value={plan.person ? valueOf(plan.organization, plan.person) : ""} onChange={choose} options={optionsOf(people)} blank={plan.person ? undefined : names.choose} />
      </Part>
      <Part n={2} part="time_limit" gap="plan_late">
        <TextField type="date" label={names.planTime} hint={due ? w.planBy(date(due)) : undefined} value={plan.time_limit_on} onInput={(time_limit_on) => set({ time_limit_on })} error={errorOf("plan_late")} />
      </Part>
      <Part n={3} part="measures" gap="plan_empty">
        <TextArea rows={4} label={names.planMeasures} value={plan.measures} onInput={(measures) => set({ measures })} error={errorOf("plan_empty")} />
      </Part>
      <Part n={4} part="funds" gap="amount">
        <TextField inputMode="decimal" unit={w.yuan} label={names.planFunds} value={plan.amount} onInput={(amount) => set({ amount })} error={errorOf("amount")} />
        <TextField label={names.planSource} hint={w.sourceHint} value={plan.source} onInput={(source) => set({ source })} error={errorOf("source")} maxLength={200} />
      </Part>
      <Part n={5} part="contingency" gap="plan_whole">
        <TextArea rows={3} label={names.planContingency} hint={names.planContingencyHint} value={plan.contingency} onInput={(contingency) => set({ contingency })} error={errorOf("plan_whole")} />
      </Part>
    </>
  );
}

function Part({ n, part, gap, children }: { n: number; part: PlanPart; gap?: StepGap; children: ComponentChildren }) {
  return (
    <fieldset class="field-row stack-tight planpart" id={gap && `step-${gap}`}>
      <legend class="group">{`${n}. ${phoneHazards().parts[part]}`}</legend>
      {children}
    </fieldset>
  );
}
