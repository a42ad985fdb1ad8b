/** Decide on the extension that was asked for. */
import { Segment, TextArea } from "../../../ui/field";
import { date } from "../../../i18n/format";
import { demand, inputId } from "../../form";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function DecideForm(props: StepFormProps) {
  const w = steps();
  const open = props.story.extensions.find((one) => one.decision === null);
  const bodyOf = ({ granted, reason }: { granted: string; reason: string }): Record<string, unknown> => {
    demand([["/granted", w.decision, granted], ["/reason", w.decideReason, reason]]);
    return { granted: granted === "yes", reason };
  };
  if (!open) return null;
  return (
    <StepSheet {...props} step="decide_extension" path={`extensions/${open.id}/decision`} initial={{ granted: "", reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <p>
            <b>{w.extensionAsked(open.asked_by.name, date(open.due_on))}</b>
          </p>
          <p class="prose">{open.reason}</p>
          <Segment label={w.decision} value={values.granted} onChange={(value) => set("granted", value)} options={[{ value: "yes", name: w.grant, tone: "ok" }, { value: "no", name: w.refuse, tone: "danger" }]} />
          <TextArea required rows={3} label={w.decideReason} id={inputId("/reason")} value={values.reason} onInput={(value) => set("reason", value)} error={errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}
