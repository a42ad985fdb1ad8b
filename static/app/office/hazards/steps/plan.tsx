/** The five implementations 五落实. A part may be saved first; what is missing is named. */
import type { ComponentChildren } from "preact";
import { Select, TextArea, TextField } from "../../../ui/field";
import { inputId, numberOrNull, textOf } from "../../form";
import { organizations, treeOptions } from "../../lookups";
import { PickColleague } from "../../pickers";
import { hazards } from "../words";
import { steps } from "../step_words";
import type { Plan, Story } from "../types";
import { type StepFormProps, StepSheet } from "./form";

function valuesOf({ plan, unit, responsible }: Story) {
  return {
    organization: plan?.responsibility?.organization ?? unit.path,
    person: plan?.responsibility?.person ?? responsible?.id ?? "",
    time_limit_on: plan?.time_limit_on ?? "",
    measures: plan?.measures ?? "",
    amount: textOf(plan?.funds?.amount_cny),
    source: plan?.funds?.source ?? "",
    contingency: plan?.contingency ?? "",
  };
}

type Values = ReturnType<typeof valuesOf>;

function planOf({ organization, person, time_limit_on, measures, amount, source, contingency }: Values): Record<string, unknown> & Plan {
  const amount_cny = numberOrNull(amount);
  return {
    responsibility: organization && person ? { organization, person } : null,
    time_limit_on: time_limit_on || null,
    measures,
    funds: amount_cny === null && !source ? null : { amount_cny: amount_cny ?? 0, source },
    contingency,
  };
}

export function PlanForm(props: StepFormProps) {
  const w = steps();
  const part = hazards().planParts;
  const { responsible } = props.story;
  return (
    <StepSheet {...props} wide step="plan" path="plan" method="PUT" action={w.savePlan} initial={valuesOf(props.story)} bodyOf={planOf}>
      {({ values, set, errorAt }) => (
        <>
          <p class="muted">{w.planHint}</p>
          <Part n={1} title={part.responsibility}>
            <div class="form-grid">
              <Select label={w.planUnit} id={inputId("/responsibility/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/responsibility/organization")} />
              <PickColleague may="hazards.rectify" label={w.planPerson} fieldId={inputId("/responsibility/person")} id={values.person} name={values.person === responsible?.id ? responsible?.name : undefined} onChoose={(id) => set("person", id)} error={errorAt("/responsibility/person")} />
            </div>
          </Part>
          <Part n={2} title={part.time_limit}>
            <TextField type="date" label={w.planTime} id={inputId("/time_limit_on")} value={values.time_limit_on} onInput={(value) => set("time_limit_on", value)} error={errorAt("/time_limit_on")} />
          </Part>
          <Part n={3} title={part.measures}>
            <TextArea rows={4} label={w.planMeasures} id={inputId("/measures")} value={values.measures} onInput={(value) => set("measures", value)} error={errorAt("/measures")} />
          </Part>
          <Part n={4} title={part.funds}>
            <div class="form-grid">
              <TextField inputMode="decimal" unit="CNY" label={w.planFunds} id={inputId("/funds/amount_cny")} value={values.amount} onInput={(value) => set("amount", value)} error={errorAt("/funds/amount_cny")} />
              <TextField label={w.planSource} id={inputId("/funds/source")} value={values.source} onInput={(value) => set("source", value)} error={errorAt("/funds/source")} />
            </div>
          </Part>
          <Part n={5} title={part.contingency}>
            <TextArea rows={3} label={w.planContingency} hint={w.planContingencyHint} id={inputId("/contingency")} value={values.contingency} onInput={(value) => set("contingency", value)} error={errorAt("/contingency")} />
          </Part>
        </>
      )}
    </StepSheet>
  );
}

function Part({ n, title, children }: { n: number; title: string; children: ComponentChildren }) {
  return (
    <fieldset class="plan-part">
      <legend>{`${n}. ${title}`}</legend>
      {children}
    </fieldset>
  );
}
