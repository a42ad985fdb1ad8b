/** A rotation: whose turn it is, in which order, for how long. */
import { useState } from "preact/hooks";
import { Button } from "../../ui/button";
import { Field, Segment, Select } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { CandidateField } from "./candidate_field";
import { MomentFields } from "./moment_fields";
import { momentOf, partsOf } from "./spans";
import type { Person, Plan, Post, Roster } from "./types";
import { dutyWords } from "./words";

const HOURS = [4, 6, 8, 12, 24, 48, 168];

interface PatternFormProps {
  roster: Roster;
  names: ReadonlyMap<string, string>;
  /** Which one; one after the last is a new one. */
  index: number;
  onSave: (plan: Plan) => Promise<void>;
  onClose: () => void;
}

export function PatternForm({ roster, names, index, onSave, onClose }: PatternFormProps) {
  const w = dutyWords();
  const given = roster.plan.patterns[index];
  const form = useForm({ post: given?.post ?? ("officer" as Post), hours: String(given?.hours ?? 12), from: partsOf(given?.starts_at ?? roster.starts_at) });
  const [order, setOrder] = useState<Person[]>((given?.people ?? []).map((id) => ({ id, name: names.get(id) ?? id })));
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    demand([["/people", w.order, order.length > 0], ["/starts_at", w.startDay, momentOf(values.from)]]);
    const pattern = { post: values.post, hours: Number(values.hours), starts_at: momentOf(values.from), people: order.map((one) => one.id), ends_at: given?.ends_at ?? null };
    const patterns = [...roster.plan.patterns];
    patterns[index] = pattern;
    await onSave({ ...roster.plan, patterns });
    onClose();
  };
  const hours = [...new Set([...HOURS, Number(values.hours)])].sort((a, b) => a - b);
  return (
    <FormDialog title={given ? w.editRotation : w.addRotation} action={given ? w.editRotation : w.addRotation} form={form} onSave={save} onClose={onClose}>
      <p class="muted">{w.rotationHint}</p>
      <Segment label={w.post} value={values.post} onChange={(post) => set("post", post as Post)} options={[{ value: "officer", name: w.posts.officer }, { value: "leader", name: w.posts.leader }]} />
      <Select label={w.hours} value={values.hours} onChange={(value) => set("hours", value)} options={hours.map((n) => ({ value: String(n), name: w.hoursOf(n) }))} />
      <MomentFields day={w.firstFrom} time={w.startTime} pointer="/starts_at" value={values.from} onChange={(from) => set("from", from)} error={errorAt("/starts_at")} />
      <CandidateField organization={roster.organization} label={w.addPerson} pointer="/add" value={null} onChoose={(found) => found && setOrder([...order, found])} />
      <Field label={w.order} id={inputId("/people")} error={errorAt("/people")}>
        {() => (
          <ol class="plain cards-list">
            {order.map((one, i) => (
              <li key={`${one.id}${i}`} class="row">
                <span class="grow">{`${i + 1}. ${one.name}`}</span>
                <Button icon="up" label={w.earlier(one.name)} disabled={i === 0} onClick={() => setOrder(swapped(order, i))}>{""}</Button>
                <Button icon="close" label={w.remove(one.name)} onClick={() => setOrder(order.filter((_, n) => n !== i))}>{""}</Button>
              </li>
            ))}
          </ol>
        )}
      </Field>
    </FormDialog>
  );
}

/** With the one at `i` before the one above him. */
function swapped(order: readonly Person[], i: number): Person[] {
  const moved = [...order];
  moved.splice(i - 1, 2, ...order.slice(i - 1, i + 1).reverse());
  return moved;
}
