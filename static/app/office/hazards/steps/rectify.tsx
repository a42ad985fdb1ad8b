/** It is mended: what was done, and the pictures that show it. */
import { useState } from "preact/hooks";
import { TextArea } from "../../../ui/field";
import { Photos } from "../../../ui/photos";
import { demand, inputId } from "../../form";
import { type Attached, PhotoField } from "../../photo_field";
import { LabelField, labelOf } from "../label_field";
import { steps } from "../step_words";
import { titleOf } from "../title";
import { type StepFormProps, StepSheet } from "./form";

export function RectifyForm(props: StepFormProps) {
  const w = steps();
  const [after, setAfter] = useState<Attached[]>([]);
  const bodyOf = ({ done, label }: { done: string; label: string }): Record<string, unknown> => {
    demand([["/done", w.whatDone, done], ["/photos", w.after, after.length]]);
    return { done, photos: after, ...labelOf(label) };
  };
  return (
    <StepSheet {...props} wide step="rectify" path="rectification" initial={{ done: "", label: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={w.whatDone} hint={w.whatDoneHint} id={inputId("/done")} value={values.done} onInput={(value) => set("done", value)} error={errorAt("/done")} />
          <Photos pictures={props.story.photos} about={titleOf(props.story)} />
          <PhotoField label={w.after} hint={w.sameAngle} role="after" id={inputId("/photos")} photos={after} onChange={setAfter} error={errorAt("/photos")} />
          <LabelField value={values.label} onChange={(value) => set("label", value)} error={errorAt("/label")} />
        </>
      )}
    </StepSheet>
  );
}

/** A minor hazard its reporter mended at once. */
export function FixForm(props: StepFormProps) {
  const w = steps();
  const [before, setBefore] = useState<Attached[]>([]);
  const [after, setAfter] = useState<Attached[]>([]);
  const bodyOf = ({ done }: { done: string }): Record<string, unknown> => {
    demand([["/done", w.whatDone, done], ["/photos/before", w.before, before.length], ["/photos", w.after, after.length]]);
    return { done, photos: [...before, ...after] };
  };
  return (
    <StepSheet {...props} step="fix_on_the_spot" path="on-the-spot-fix" initial={{ done: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={w.whatDone} id={inputId("/done")} value={values.done} onInput={(value) => set("done", value)} error={errorAt("/done")} />
          <PhotoField label={w.before} role="before" id={inputId("/photos/before")} photos={before} onChange={setBefore} error={errorAt("/photos/before")} />
          <PhotoField label={w.after} hint={w.sameAngle} role="after" id={inputId("/photos")} photos={after} onChange={setAfter} error={errorAt("/photos")} />
        </>
      )}
    </StepSheet>
  );
}
