/** Verified on site: before and after in view, pictures of one's own, the label or the position as proof of being there. */
import { useState } from "preact/hooks";
import { Compare } from "../../../ui/compare";
import { TextArea } from "../../../ui/field";
import { Button } from "../../../ui/button";
import { demand, inputId } from "../../form";
import { type Attached, PhotoField } from "../../photo_field";
import { LabelField, labelOf } from "../label_field";
import type { Position } from "../../../api";
import { findPosition } from "../../../photos/position";
import { steps } from "../step_words";
import { titleOf } from "../title";
import { type StepFormProps, StepSheet } from "./form";

export function AcceptForm(props: StepFormProps) {
  const w = steps();
  const { story } = props;
  const [photos, setPhotos] = useState<Attached[]>([]);
  const [spot, setSpot] = useState<Position | null>(null);
  const mended = story.steps.filter((step) => step.step === "rectify" || step.step === "fix_on_the_spot").at(-1);
  const bodyOf = ({ note, label }: { note: string; label: string }): Record<string, unknown> => {
    demand([["/photos", w.afterSite, photos.length], ["/label", w.labelCode, label || spot]]);
    return { note, photos, ...labelOf(label), ...(spot ? { position: spot } : {}) };
  };
  return (
    <StepSheet {...props} wide step="accept" path="acceptance" initial={{ note: "", label: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          {mended && <Compare before={story.photos} after={mended.photos.filter((photo) => photo.role !== "before")} about={titleOf(story)} />}
          <PhotoField label={w.afterSite} hint={w.sameAngle} role="after" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={errorAt("/photos")} />
          <LabelField value={values.label} onChange={(value) => set("label", value)} error={errorAt("/label")} />
          <div class="row">
            <Button onClick={() => void findPosition().then(setSpot)}>{w.takePosition}</Button>
            <span class="muted" role="status">{spot && w.positionTaken(Math.round(spot.accuracy_m))}</span>
          </div>
          <TextArea optional rows={2} label={w.note} id={inputId("/note")} value={values.note} onInput={(value) => set("note", value)} error={errorAt("/note")} />
        </>
      )}
    </StepSheet>
  );
}
