/** The reply to the resident: each outcome asks for what it needs, and some go out only when a second person has looked. */
import { isoDate } from "../../../i18n/format";
import { Segment, Select, TextArea, TextField } from "../../../ui/field";
import { Notice } from "../../../ui/notice";
import { demand, inputId } from "../../form";
import { wordOf } from "../../words";
import { ReplyView } from "../reply_view";
import { stepWords } from "../step_words";
import { DISPOSITIONS, type Disposition, type Story } from "../types";
import { complaints } from "../words";
import { type StepFormProps, StepSheet } from "./form";

const NEVER_ALONE: readonly Disposition[] = ["explained", "repeated"];

/** What was said to have been done is the beginning of the reply. */
function begun(story: Story) {
  const done = story.steps.filter((step) => step.step === "resolve").at(-1);
  const draft = story.draft;
  return {
    disposition: (draft?.disposition ?? "solvable_now") as Disposition,
    cause: draft?.cause ?? done?.detail.cause ?? "",
    measure: draft?.measure ?? done?.note ?? "",
    measure_on: draft?.measure_on ?? isoDate(new Date(story.resolved_at ?? Date.now())),
    contact: draft?.contact ?? "",
    text: draft?.text ?? "",
    promised_on: draft?.promised_on ?? "",
    explanation: draft?.explanation ?? "",
    proof: draft?.proof ?? "",
  };
}

type Values = ReturnType<typeof begun>;

function bodyOf(values: Values): Record<string, unknown> {
  const w = stepWords();
  const { disposition, promised_on, explanation, proof, ...said } = values;
  const needed = {
    solvable_now: [],
    promised: [["/promised_on", w.promisedOn, promised_on]],
    explained: [["/explanation", w.explanation, explanation]],
    repeated: [["/proof", w.proof, proof]],
  }[disposition] as [string, string, string][];
  demand([["/cause", w.cause, said.cause], ["/measure", w.measure, said.measure], ["/measure_on", w.measureOn, said.measure_on], ["/contact", w.contact, said.contact], ...needed]);
  return {
    disposition,
    ...said,
    promised_on: disposition === "promised" ? promised_on : null,
    explanation: disposition === "explained" ? explanation : "",
    proof: disposition === "repeated" ? proof : null,
  };
}

export function ReplyForm(props: StepFormProps) {
  const w = stepWords();
  const proofs = props.story.same_home.filter((row) => row.status === "closed" || row.status === "replied").map((row) => ({ value: row.id, name: row.number }));
  return (
    <StepSheet {...props} wide step="reply" initial={begun(props.story)} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <Segment label={w.disposition} value={values.disposition} onChange={(value) => set("disposition", value as Disposition)} options={DISPOSITIONS.map((value) => ({ value, name: wordOf(complaints().disposition, value) }))} />
          <Notice status={NEVER_ALONE.includes(values.disposition) ? "warn" : "info"}>{w.dispositionHint[values.disposition]}</Notice>
          {values.disposition === "promised" && <TextField required type="date" label={w.promisedOn} id={inputId("/promised_on")} value={values.promised_on} onInput={(on) => set("promised_on", on)} error={errorAt("/promised_on")} />}
          {values.disposition === "explained" && <TextArea required rows={3} label={w.explanation} id={inputId("/explanation")} value={values.explanation} onInput={(text) => set("explanation", text)} error={errorAt("/explanation")} />}
          {values.disposition === "repeated" && <Select required label={w.proof} hint={proofs.length === 0 ? w.proofNone : undefined} id={inputId("/proof")} value={values.proof} blank={w.choose} options={proofs} onChange={(proof) => set("proof", proof)} error={errorAt("/proof")} />}
          <TextArea required rows={2} label={w.cause} id={inputId("/cause")} value={values.cause} onInput={(cause) => set("cause", cause)} error={errorAt("/cause")} />
          <TextArea required rows={2} label={w.measure} id={inputId("/measure")} value={values.measure} onInput={(measure) => set("measure", measure)} error={errorAt("/measure")} />
          <div class="form-grid">
            <TextField required type="date" label={w.measureOn} id={inputId("/measure_on")} value={values.measure_on} onInput={(on) => set("measure_on", on)} error={errorAt("/measure_on")} />
            <TextField required label={w.contact} hint={w.contactHint} id={inputId("/contact")} value={values.contact} onInput={(contact) => set("contact", contact)} error={errorAt("/contact")} />
          </div>
          <TextArea optional rows={3} label={w.replyText} hint={w.replyTextHint} id={inputId("/text")} value={values.text} onInput={(text) => set("text", text)} error={errorAt("/text")} />
        </>
      )}
    </StepSheet>
  );
}

export function ReviewReplyForm(props: StepFormProps) {
  const w = stepWords();
  const { story } = props;
  const initial = { approved: "yes", note: "" };
  const review = ({ approved, note }: typeof initial): Record<string, unknown> => {
    if (approved === "no") demand([["/note", w.instruction, note]]);
    return { approved: approved === "yes", note };
  };
  return (
    <StepSheet {...props} wide step="review_reply" initial={initial} bodyOf={review}>
      {({ values, set, errorAt }) => (
        <>
          {story.draft && (
            <>
              <h3>{w.draftBy(story.drafted_by?.name ?? "")}</h3>
              <ReplyView reply={story.draft} />
            </>
          )}
          <Segment label={w.decision} value={values.approved} onChange={(approved) => set("approved", approved)} options={[{ value: "yes", name: w.approved, tone: "ok" }, { value: "no", name: w.refused, tone: "danger" }]} />
          <TextArea optional={values.approved === "yes"} rows={2} label={w.instruction} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
        </>
      )}
    </StepSheet>
  );
}
