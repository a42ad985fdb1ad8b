/** Confirm a hazard: how grave, who answers for it, until when. */
import { Segment, Select, TextArea, TextField } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { organizations, treeOptions } from "../../lookups";
import { PickColleague } from "../../pickers";
import { office, wordOf } from "../../words";
import { CodeField } from "../../codes/code_field";
import { GRADES } from "../grades";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function ConfirmForm(props: StepFormProps) {
  const w = steps();
  const { story } = props;
  const initial = { grade: story.grade as string, weak_link: story.weak_link, organization: story.unit.path, responsible: story.responsible?.id ?? "", code: story.code ?? "", due_on: "", note: "" };
  const bodyOf = ({ code, due_on, ...values }: typeof initial): Record<string, unknown> => {
    demand([
      ["/organization", w.organization, values.organization],
      ["/responsible", w.responsible, values.responsible],
    ]);
    return { ...values, code: code || null, due_on: due_on || null };
  };
  return (
    <StepSheet {...props} wide step="confirm" path="confirmation" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <Segment label={w.grade} value={values.grade} onChange={(value) => set("grade", value)} options={GRADES.map((grade) => ({ value: grade, name: wordOf(office().grade, grade) }))} />
          <div class="form-grid">
            <Select required label={w.organization} id={inputId("/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/organization")} />
            <PickColleague may="hazards.rectify" label={w.responsible} fieldId={inputId("/responsible")} id={values.responsible} name={values.responsible === story.responsible?.id ? story.responsible?.name : undefined} onChoose={(id) => set("responsible", id)} error={errorAt("/responsible")} />
            <CodeField label={w.code} value={values.code} onChange={(value) => set("code", value)} error={errorAt("/code")} />
            <TextField optional type="date" label={w.dueOn} hint={w.dueOnHint} id={inputId("/due_on")} value={values.due_on} onInput={(value) => set("due_on", value)} error={errorAt("/due_on")} />
          </div>
          <label class="choice">
            <input type="checkbox" checked={values.weak_link} onChange={(event) => set("weak_link", event.currentTarget.checked)} />
            {w.weakLink}
          </label>
          <TextArea optional rows={2} label={w.note} id={inputId("/note")} value={values.note} onInput={(value) => set("note", value)} error={errorAt("/note")} />
        </>
      )}
    </StepSheet>
  );
}
