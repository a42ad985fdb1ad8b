/** The steps that need a reason: not a hazard, not well mended, open again. */
import { useState } from "preact/hooks";
import { TextArea } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { type Attached, PhotoField } from "../../photo_field";
import { steps } from "../step_words";
import type { StepName } from "../types";
import { type StepFormProps, StepSheet } from "./form";

interface ReasonFormProps extends StepFormProps {
  step: StepName;
  path: string;
  label: string;
  hint?: string;
  /** Pictures of what is wrong may be added. */
  withPhotos?: boolean;
  danger?: boolean;
}

function ReasonForm({ label, hint, withPhotos = false, ...props }: ReasonFormProps) {
  const [photos, setPhotos] = useState<Attached[]>([]);
  const bodyOf = ({ reason }: { reason: string }): Record<string, unknown> => {
    demand([["/reason", label, reason]]);
    return withPhotos ? { reason, photos } : { reason };
  };
  return (
    <StepSheet {...props} initial={{ reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={label} hint={hint} id={inputId("/reason")} value={values.reason} onInput={(value) => set("reason", value)} error={errorAt("/reason")} />
          {withPhotos && <PhotoField optional label={steps().afterSite} role="other" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={errorAt("/photos")} />}
        </>
      )}
    </StepSheet>
  );
}

export const DismissForm = (props: StepFormProps) => <ReasonForm {...props} danger step="dismiss" path="dismissal" label={steps().dismissReason} hint={steps().dismissHint} />;

export const SendBackForm = (props: StepFormProps) => <ReasonForm {...props} danger withPhotos step="send_back" path="rework" label={steps().sendBackReason} />;

export const ReopenForm = (props: StepFormProps) => <ReasonForm {...props} withPhotos step="reopen" path="reopening" label={steps().reopenReason} />;
