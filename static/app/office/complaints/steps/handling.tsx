/** While it is in hand: pause it, tell the resident of a plan, say that it is done. */
import { useState } from "preact/hooks";
import { dateTime } from "../../../i18n/format";
import { Select, TextArea, TextField } from "../../../ui/field";
import { demand, inputId, textOf } from "../../form";
import { organizations, treeOptions } from "../../lookups";
import { type Attached, PhotoField } from "../../photo_field";
import { visitWords } from "../../visits/words";
import { categoryOf } from "../categories";
import { stepWords } from "../step_words";
import { type StepFormProps, StepSheet, celsius } from "./form";

export function PauseForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { reason: "", hours: "24" };
  const bodyOf = ({ reason, hours }: typeof initial): Record<string, unknown> => {
    demand([["/reason", w.reason, reason], ["/hours", w.hours, hours]]);
    return { reason, hours: Number(hours) || hours };
  };
  return (
    <StepSheet {...props} step="pause" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(reason) => set("reason", reason)} error={errorAt("/reason")} />
          <TextField required inputMode="numeric" label={w.hours} hint={w.hoursHint} id={inputId("/hours")} value={values.hours} onInput={(hours) => set("hours", hours)} error={errorAt("/hours")} />
        </>
      )}
    </StepSheet>
  );
}

export function InterimReplyForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { text: "", promised_on: "", organization: "" };
  const bodyOf = ({ text, promised_on, organization }: typeof initial): Record<string, unknown> => {
    demand([["/text", w.promise, text], ["/promised_on", w.promisedOn, promised_on]]);
    return { text, promised_on, organization: organization || null };
  };
  return (
    <StepSheet {...props} step="interim_reply" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={w.promise} id={inputId("/text")} value={values.text} onInput={(text) => set("text", text)} error={errorAt("/text")} />
          <div class="form-grid">
            <TextField required type="date" label={w.promisedOn} id={inputId("/promised_on")} value={values.promised_on} onInput={(on) => set("promised_on", on)} error={errorAt("/promised_on")} />
            <Select label={w.promiseUnit} id={inputId("/organization")} value={values.organization} blank={w.ownUnit} options={treeOptions(organizations.value)} onChange={(organization) => set("organization", organization)} error={errorAt("/organization")} />
          </div>
        </>
      )}
    </StepSheet>
  );
}

export function ResolveForm(props: StepFormProps) {
  const w = stepWords();
  const [photos, setPhotos] = useState<Attached[]>([]);
  const cold = categoryOf(props.story.category)?.measures_temperature ?? false;
  const measured = props.story.measured;
  const initial = { done: "", cause: "", indoor: textOf(measured?.indoor_c) };
  const hint = measured && w.measuredAtVisit(visitWords().room[measured.room], dateTime(measured.measured_at));
  const bodyOf = ({ done, cause, indoor }: typeof initial): Record<string, unknown> => {
    demand([["/done", w.whatDone, done], ...(cold ? ([["/indoor_c", w.indoor, indoor]] as const) : [])]);
    return { done, cause, indoor_c: celsius(indoor), photos };
  };
  return (
    <StepSheet {...props} wide step="resolve" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          <TextArea required rows={3} label={w.whatDone} id={inputId("/done")} value={values.done} onInput={(done) => set("done", done)} error={errorAt("/done")} />
          <TextField optional label={w.cause} id={inputId("/cause")} value={values.cause} onInput={(cause) => set("cause", cause)} error={errorAt("/cause")} />
          <TextField optional={!cold} inputMode="decimal" unit="°C" label={w.indoor} hint={hint ?? undefined} id={inputId("/indoor_c")} value={values.indoor} onInput={(indoor) => set("indoor", indoor)} error={errorAt("/indoor_c")} />
          <PhotoField optional label={w.photos} role="after" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={errorAt("/photos")} />
        </>
      )}
    </StepSheet>
  );
}
