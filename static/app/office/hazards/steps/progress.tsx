/** Weekly progress of what takes longer. */
import { useState } from "preact/hooks";
import { TextArea, TextField } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { type Attached, PhotoField } from "../../photo_field";
import { steps } from "../step_words";
import { type StepFormProps, StepSheet } from "./form";

export function ProgressForm(props: StepFormProps) {
  const w = steps();
  const [photos, setPhotos] = useState<Attached[]>([]);
  const before = props.story.steps.filter((step) => step.step === "progress").at(-1)?.detail.percent;
  const bodyOf = ({ text, percent }: { text: string; percent: string }): Record<string, unknown> => {
    demand([["/text", w.progressText, text], ["/percent", w.percent, percent]]);
    return { text, percent: Number(percent), photos };
  };
  return (
    <StepSheet {...props} step="progress" path="progress" initial={{ text: "", percent: before === undefined ? "" : String(before) }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={w.progressText} id={inputId("/text")} value={values.text} onInput={(value) => set("text", value)} error={errorAt("/text")} />
          <TextField required inputMode="numeric" unit="%" label={w.percent} hint={w.percentHint} id={inputId("/percent")} value={values.percent} onInput={(value) => set("percent", value)} error={errorAt("/percent")} />
          <PhotoField optional label={w.afterSite} role="other" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={errorAt("/photos")} />
        </>
      )}
    </StepSheet>
  );
}
