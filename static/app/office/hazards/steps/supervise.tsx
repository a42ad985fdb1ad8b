/** List a hazard for supervision 挂牌督办, under the name of a leader. */
import { TextArea } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { PickPerson } from "../../pickers";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function SuperviseForm(props: StepFormProps) {
  const w = steps();
  const bodyOf = (values: { leader: string; reason: string }): Record<string, unknown> => {
    demand([["/leader", w.superviseLeader, values.leader], ["/reason", w.superviseReason, values.reason]]);
    return values;
  };
  return (
    <StepSheet {...props} step="supervise" path="supervision" initial={{ leader: "", reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <PickPerson label={w.superviseLeader} fieldId={inputId("/leader")} id={values.leader} onChoose={(id) => set("leader", id)} error={errorAt("/leader")} />
          <TextArea required rows={3} label={w.superviseReason} id={inputId("/reason")} value={values.reason} onInput={(value) => set("reason", value)} error={errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}
