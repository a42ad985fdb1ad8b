/** The place of one picture in a form that is kept on the phone. */
import { useState } from "preact/hooks";
import type { StepPhoto } from "../../store/shapes";
import { Icon } from "../../ui/icon";
import { PhotoTaker } from "../photo_taker";
import { Picture } from "./picture";
import type { ActDraft } from "../../store/complaint_shapes";
import type { StepDraft } from "../../store/shapes";
import type { Keeping } from "../keeping";
import { phoneHazards } from "./words";

interface StepSlotProps {
  stepping: Keeping<StepDraft> | Keeping<ActDraft>;
  role: StepPhoto["role"];
  label: string;
  /** The picture to be taken again from the same angle. */
  ghost: string | null;
}

export function StepSlot({ stepping, role, label, ghost }: StepSlotProps) {
  const [taking, setTaking] = useState(false);
  const photo = stepping.draft.value.photos.find((each) => each.role === role);
  return (
    <div class="photoslot">
      {photo && <Picture sha256={photo.sha256} caption={label} />}
      <button type="button" class={photo ? "button small" : "button take"} data-role={role} onClick={() => setTaking(true)}>
        <Icon name="camera" />
        {photo ? phoneHazards().retake : label}
      </button>
      {taking && (
        <PhotoTaker
          role={role}
          ghost={ghost}
          before={() => stepping.save()}
          onTaken={async (taken) => {
            await stepping.takePhoto(role, taken);
            setTaking(false);
          }}
          onClose={() => setTaking(false)}
        />
      )}
    </div>
  );
}
