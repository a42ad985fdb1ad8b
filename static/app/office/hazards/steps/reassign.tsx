/** Correct who answers for a hazard while it is rectified; its due dates stay. */
import { Select, TextArea } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { organizations, treeOptions } from "../../lookups";
import { PickColleague } from "../../pickers";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function ReassignForm(props: StepFormProps) {
  const w = steps();
  const { unit, responsible } = props.story;
  const initial = { organization: unit.path, responsible: responsible?.id ?? "", reason: "" };
  const bodyOf = (values: typeof initial): Record<string, unknown> => {
    demand([
      ["/organization", w.organization, values.organization],
      ["/responsible", w.responsible, values.responsible],
      ["/reason", w.reassignReason, values.reason],
    ]);
    return values;
  };
  return (
    <StepSheet {...props} wide step="reassign" path="assignment" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <p class="muted">{w.reassignHint}</p>
          <div class="form-grid">
            <Select required label={w.organization} id={inputId("/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/organization")} />
            <PickColleague may="hazards.rectify" label={w.responsible} fieldId={inputId("/responsible")} id={values.responsible} name={values.responsible === responsible?.id ? responsible?.name : undefined} onChoose={(id) => set("responsible", id)} error={errorAt("/responsible")} />
          </div>
          <TextArea required rows={3} label={w.reassignReason} id={inputId("/reason")} value={values.reason} onInput={(value) => set("reason", value)} error={errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}
