/** After the reply: what the resident says of it, who was not reached, and open again; and a note at any time. */
import { useState } from "preact/hooks";
import { Segment, TextArea } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { type Attached, PhotoField } from "../../photo_field";
import { stepWords } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

const SCORES = ["5", "4", "3", "2", "1"] as const;

export function RateForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { solved: "yes", score: "", comment: "" };
  const bodyOf = ({ solved, score, comment }: typeof initial) => ({ solved: solved === "yes", score: score ? Number(score) : null, comment });
  return (
    <StepSheet {...props} step="rate" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <Segment label={w.solved} value={values.solved} onChange={(solved) => set("solved", solved)} options={[{ value: "yes", name: w.yes, tone: "ok" }, { value: "no", name: w.no, tone: "danger" }]} />
          <Segment label={w.score} value={values.score} onChange={(score) => set("score", score)} options={[...SCORES.map((value) => ({ value, name: value })), { value: "", name: w.noScore }]} />
          <TextArea optional rows={2} label={w.comment} id={inputId("/comment")} value={values.comment} onInput={(comment) => set("comment", comment)} error={errorAt("/comment")} />
        </>
      )}
    </StepSheet>
  );
}

export function CallBackForm(props: StepFormProps) {
  const w = stepWords();
  return (
    <StepSheet {...props} step="call_back" initial={{ note: "" }} bodyOf={(values) => values}>
      {({ values, set, errorAt }) => <TextArea optional rows={2} label={w.callBackNote} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />}
    </StepSheet>
  );
}

export function ReopenForm(props: StepFormProps) {
  const w = stepWords();
  const bodyOf = ({ reason }: { reason: string }): Record<string, unknown> => {
    demand([["/reason", w.reason, reason]]);
    return { reason };
  };
  return (
    <StepSheet {...props} step="reopen" initial={{ reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(reason) => set("reason", reason)} error={errorAt("/reason")} />}
    </StepSheet>
  );
}

export function NoteForm(props: StepFormProps) {
  const w = stepWords();
  const [photos, setPhotos] = useState<Attached[]>([]);
  const initial = { text: "", contacted: false };
  const bodyOf = ({ text, contacted }: typeof initial): Record<string, unknown> => {
    demand([["/text", w.text, text]]);
    return { text, contacted, photos };
  };
  return (
    <StepSheet {...props} step="note" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={w.text} id={inputId("/text")} value={values.text} onInput={(text) => set("text", text)} error={errorAt("/text")} />
          <label class="choice">
            <input type="checkbox" checked={values.contacted} onChange={(event) => set("contacted", event.currentTarget.checked)} />
            {w.contacted}
          </label>
          <PhotoField optional label={w.photos} role="other" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={errorAt("/photos")} />
        </>
      )}
    </StepSheet>
  );
}
