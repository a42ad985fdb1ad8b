/** A single shift by hand, which goes before the rotations. */
import type { Found } from "../../ui/combobox";
import { Segment } from "../../ui/field";
import { demand, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { CandidateField } from "./candidate_field";
import { MomentFields } from "./moment_fields";
import { DAY, momentOf, partsOf } from "./spans";
import type { Plan, Post, Roster } from "./types";
import { dutyWords } from "./words";

interface ShiftFormProps {
  roster: Roster;
  onSave: (plan: Plan) => Promise<void>;
  onClose: () => void;
}

export function ShiftForm({ roster, onSave, onClose }: ShiftFormProps) {
  const w = dutyWords();
  const start = Math.max(Date.parse(roster.starts_at), Date.now());
  const form = useForm({ post: "officer" as Post, person: null as Found | null, from: { day: partsOf(new Date(start)).day, time: "08:00" }, to: { day: partsOf(new Date(start + DAY)).day, time: "08:00" } });
  const { values, set, errorAt } = form;
  const shiftPointer = `/plan/shifts/${roster.plan.shifts.length}`;
  const save = async (): Promise<void> => {
    demand([["/person", w.person, values.person], ["/starts_at", w.startDay, momentOf(values.from)], ["/ends_at", w.endDay, momentOf(values.to)]]);
    const shift = { post: values.post, person: values.person?.id ?? "", starts_at: momentOf(values.from), ends_at: momentOf(values.to) };
    await onSave({ ...roster.plan, shifts: [...roster.plan.shifts, shift] });
    onClose();
  };
  return (
    <FormDialog title={w.addByHand} action={w.addByHand} form={form} onSave={save} onClose={onClose}>
      <p class="muted">{w.byHandHint}</p>
      <Segment label={w.post} value={values.post} onChange={(post) => set("post", post as Post)} options={[{ value: "officer", name: w.posts.officer }, { value: "leader", name: w.posts.leader }]} />
      <CandidateField organization={roster.organization} value={values.person} onChoose={(found) => set("person", found)} error={errorAt("/person")} />
      <MomentFields day={w.startDay} time={w.startTime} pointer="/starts_at" value={values.from} onChange={(from) => set("from", from)} error={errorAt("/starts_at") ?? errorAt(`${shiftPointer}/starts_at`)} />
      <MomentFields day={w.endDay} time={w.endTime} pointer="/ends_at" value={values.to} onChange={(to) => set("to", to)} error={errorAt("/ends_at") ?? errorAt(`${shiftPointer}/ends_at`)} />
    </FormDialog>
  );
}
