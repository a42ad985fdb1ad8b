/** What it is about, where, how urgent: at the desk, before anybody is sent. */
import { Segment, Select, TextArea, TextField } from "../../../ui/field";
import { demand, inputId } from "../../form";
import { wordOf } from "../../words";
import { AddressField } from "../address_field";
import { categoryOf } from "../categories";
import { CategoryKeys } from "../category_keys";
import type { Intake } from "../intake_form";
import { blank } from "../intake_form";
import { intakeWords } from "../intake_words";
import { stepWords } from "../step_words";
import { MATTER_CLASSES, type Story, URGENCIES } from "../types";
import { complaints } from "../words";
import { type StepFormProps, StepSheet } from "./form";

type Classes = Pick<Intake, "category" | "urgency" | "matter_class">;

function ClassFields({ values, onChange, errorAt }: { values: Classes; onChange: (changes: Partial<Classes>) => void; errorAt: (pointer: string) => string | undefined }) {
  const [w, i] = [complaints(), intakeWords()];
  const category = categoryOf(values.category);
  return (
    <>
      <CategoryKeys label={i.category} hint={i.categoryHint} id={inputId("/category")} value={values.category} onChoose={(chosen) => onChange({ category: chosen, urgency: "", matter_class: "" })} error={errorAt("/category")} />
      <Segment label={w.urgencyLabel} value={values.urgency || (category?.urgency ?? "ordinary")} onChange={(urgency) => onChange({ urgency: urgency as Intake["urgency"] })} options={URGENCIES.map((value) => ({ value, name: wordOf(w.urgency, value) }))} />
      <Select label={w.matter} value={values.matter_class || (category?.matter_class ?? "livelihood")} onChange={(matter) => onChange({ matter_class: matter as Intake["matter_class"] })} options={MATTER_CLASSES.map((value) => ({ value, name: wordOf(w.matterClass, value) }))} />
    </>
  );
}

const classesOf = (story: Story): Classes => ({ category: story.category ?? "", urgency: story.urgency, matter_class: story.matter_class ?? "" });

export function AssessForm(props: StepFormProps) {
  const { story } = props;
  const initial = { ...blank(), ...classesOf(story), building: story.building, station: story.station, address: story.building ? "" : story.address, unit: story.unit, room: story.room, note: "" };
  const bodyOf = (values: typeof initial): Record<string, unknown> => {
    demand([["/category", intakeWords().category, values.category]]);
    return { category: values.category, urgency: values.urgency || null, matter_class: values.matter_class || null, building: values.building?.id ?? null, unit: values.unit, room: values.room, note: values.note };
  };
  return (
    <StepSheet {...props} wide step="assess" initial={initial} bodyOf={bodyOf}>
      {({ values, change, set, errorAt }) => (
        <>
          <p class="prose">{story.text}</p>
          <AddressField intake={values} onChange={change} error={errorAt("/building")} />
          <ClassFields values={values} onChange={change} errorAt={errorAt} />
          <TextField optional label={stepWords().note} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
        </>
      )}
    </StepSheet>
  );
}

export function ReclassifyForm(props: StepFormProps) {
  const w = stepWords();
  const initial = { ...classesOf(props.story), reason: "" };
  const bodyOf = ({ reason, ...values }: typeof initial): Record<string, unknown> => {
    demand([["/reason", w.reason, reason]]);
    return { category: values.category || null, urgency: values.urgency || null, matter_class: values.matter_class || null, reason };
  };
  return (
    <StepSheet {...props} wide step="reclassify" initial={initial} bodyOf={bodyOf}>
      {({ values, change, set, errorAt }) => (
        <>
          <ClassFields values={values} onChange={change} errorAt={errorAt} />
          <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(reason) => set("reason", reason)} error={errorAt("/reason")} />
        </>
      )}
    </StepSheet>
  );
}
