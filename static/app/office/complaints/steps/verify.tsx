/** Somebody else has looked, or the resident has said: warm again, or not. */
import { useState } from "preact/hooks";
import { Segment, TextArea, TextField } from "../../../ui/field";
import { Photos } from "../../../ui/photos";
import { demand, inputId } from "../../form";
import { type Attached, PhotoField } from "../../photo_field";
import { stepWords } from "../step_words";
import { type StepFormProps, StepSheet, celsius } from "./form";

function CheckForm({ passed, ...props }: StepFormProps & { passed: boolean }) {
  const w = stepWords();
  const [photos, setPhotos] = useState<Attached[]>([]);
  const label = passed ? w.checked : w.failed;
  const done = props.story.steps.filter((step) => step.step === "resolve").at(-1);
  const initial = { method: "on_site", note: "", indoor: "" };
  const bodyOf = ({ method, note, indoor }: typeof initial): Record<string, unknown> => {
    demand([["/note", label, note]]);
    return { passed, method, note, indoor_c: celsius(indoor), photos };
  };
  return (
    <StepSheet {...props} wide danger={!passed} step={passed ? "verify" : "send_back"} initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          {done && <p class="prose">{done.note}</p>}
          {done && <Photos pictures={done.photos} about={props.story.number} />}
          <Segment label={w.method} value={values.method} onChange={(method) => set("method", method)} options={(["on_site", "resident"] as const).map((value) => ({ value, name: w.methods[value] }))} />
          <TextArea required rows={2} label={label} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
          <TextField optional inputMode="decimal" unit="°C" label={w.indoorChecked} id={inputId("/indoor_c")} value={values.indoor} onInput={(indoor) => set("indoor", indoor)} error={errorAt("/indoor_c")} />
          <PhotoField optional label={w.photos} role="after" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={errorAt("/photos")} />
        </>
      )}
    </StepSheet>
  );
}

export const VerifyForm = (props: StepFormProps) => <CheckForm {...props} passed />;
export const SendBackForm = (props: StepFormProps) => <CheckForm {...props} passed={false} />;
