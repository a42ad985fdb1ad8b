/** Ask for more time; the level above decides. */
import { TextArea, TextField } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function ExtendForm(props: StepFormProps) {
  const w = steps();
  const bodyOf = (values: { due_on: string; reason: string }): Record<string, unknown> => {
    demand([["/due_on", w.newDue, values.due_on], ["/reason", w.extensionReason, values.reason]]);
    return values;
  };
  return (
    <StepSheet {...props} step="ask_extension" path="extensions" initial={{ due_on: "", reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextField required type="date" label={w.newDue} id={inputId("/due_on")} value={values.due_on} onInput={(value) => set("due_on", value)} error={errorAt("/due_on")} />
          <TextArea required rows={3} label={w.extensionReason} id={inputId("/reason")} value={values.reason} onInput={(value) => set("reason", value)} error={errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}
