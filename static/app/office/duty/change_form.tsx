/** Somebody else, or somebody more, for a while. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { newId } from "../../store/ids";
import type { Found } from "../../ui/combobox";
import { Segment, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { CandidateField } from "./candidate_field";
import { MomentFields } from "./moment_fields";
import { DAY, momentOf, partsOf } from "./spans";
import type { Place, Post } from "./types";
import { dutyWords } from "./words";

const QUARTER = 15 * 60_000;

interface ChangeFormProps {
  via: "override" | "reinforcement";
  place: Place;
  onClose: () => void;
}

export function ChangeForm({ via, place, onClose }: ChangeFormProps) {
  const w = dutyWords();
  const [id] = useState(newId);
  const soon = Math.ceil(Date.now() / QUARTER) * QUARTER;
  const form = useForm({ post: "officer" as Post, person: null as Found | null, from: partsOf(new Date(soon)), to: partsOf(new Date(soon + DAY / 2)), reason: "" });
  const { values, set, errorAt } = form;
  const send = async (): Promise<void> => {
    demand([["/person", w.person, values.person], ["/starts_at", w.startDay, momentOf(values.from)], ["/ends_at", w.endDay, momentOf(values.to)], ["/reason", w.reason, values.reason]]);
    const body = { id, organization: place.organization, area: place.area, post: values.post, person: values.person?.id, starts_at: momentOf(values.from), ends_at: momentOf(values.to), reason: values.reason };
    await post(`/api/duty/${via}s`, body);
    onClose();
  };
  return (
    <FormDialog title={via === "override" ? w.override : w.reinforce} action={via === "override" ? w.override : w.reinforce} form={form} onSave={send} onClose={onClose}>
      <p class="muted">{w.changeHint}</p>
      {via === "override" && <Segment label={w.post} value={values.post} onChange={(value) => set("post", value as Post)} options={[{ value: "officer", name: w.posts.officer }, { value: "leader", name: w.posts.leader }]} />}
      <CandidateField organization={place.organization} value={values.person} onChoose={(found) => set("person", found)} error={errorAt("/person")} />
      <MomentFields day={w.startDay} time={w.startTime} pointer="/starts_at" value={values.from} onChange={(value) => set("from", value)} error={errorAt("/starts_at")} />
      <MomentFields day={w.endDay} time={w.endTime} pointer="/ends_at" value={values.to} onChange={(value) => set("to", value)} error={errorAt("/ends_at")} />
      <TextField required label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(text) => set("reason", text)} error={errorAt("/reason")} />
    </FormDialog>
  );
}
