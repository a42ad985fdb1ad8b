/** List a hazard for supervision 挂牌督办, under the name of a leader; for one that is listed, name another leader. */
import { TextArea } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { PickPerson } from "../../pickers";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function SuperviseForm(props: StepFormProps) {
  const w = steps();
  const listed = props.story.supervised;
  const reason = listed ? w.changeLeaderReason : w.superviseReason;
  const bodyOf = (values: { leader: string; reason: string }): Record<string, unknown> => {
    demand([["/leader", w.superviseLeader, values.leader], ["/reason", reason, values.reason]]);
    return values;
  };
  return (
    <StepSheet {...props} step="supervise" path="supervision" {...(listed ? { title: w.changeLeader } : {})} initial={{ leader: "", reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          {listed && <p>{w.leaderNow(listed.leader.name)}</p>}
          <PickPerson label={listed ? w.newLeader : w.superviseLeader} fieldId={inputId("/leader")} id={values.leader} onChoose={(id) => set("leader", id)} error={errorAt("/leader")} />
          <TextArea required rows={3} label={reason} id={inputId("/reason")} value={values.reason} onInput={(value) => set("reason", value)} error={errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}
