/** Tick what somebody takes. */
import { useState } from "preact/hooks";
import { put } from "../../api";
import { demand, inputId, useForm } from "../form";
import type { Changed } from "../network/supply_forms";
import { FormDialog } from "../organizations/form_dialog";
import { PickPerson } from "../pickers";
import { TickGroup } from "../settings/tick_group";
import { office } from "../words";
import { type Skilled, skillName, skillOptions } from "./types";
import { skillWords } from "./words";

interface SkillFormProps {
  /** Null: of somebody who is yet to be chosen. */
  row: Skilled | null;
  known: readonly Skilled[];
  onDone: (changed: Changed) => void;
  onClose: () => void;
}

export function SkillForm({ row, known, onDone, onClose }: SkillFormProps) {
  const w = skillWords();
  const form = useForm({ person: row?.person.id ?? "", skills: row?.skills ?? [] });
  const [name, setName] = useState(row?.person.name ?? "");
  const { person, skills } = form.values;
  const save = async (): Promise<void> => {
    demand([["/person", w.person, person]]);
    const before = known.find((one) => one.person.id === person);
    const write = (list: readonly string[], version: number): Promise<void> => put(`/api/duty/skills/${person}`, { skills: list, version });
    const version = row?.version ?? before?.version ?? 0;
    await write(skills, version);
    onDone({ text: w.saved(name), undo: () => write(row?.skills ?? before?.skills ?? [], version + 1) });
    onClose();
  };
  const choose = (id: string, chosen: string): void => {
    setName(chosen);
    form.change({ person: id, skills: known.find((one) => one.person.id === id)?.skills ?? [] });
  };
  const options = skillOptions();
  const retired = skills.filter((skill) => !options.some(({ value }) => value === skill)).map((value) => ({ value, name: skillName(value) }));
  return (
    <FormDialog wide title={row ? w.editTitle(row.person.name) : w.addTitle} action={office().save} form={form} onSave={save} onClose={onClose}>
      {!row && <PickPerson label={w.person} id={person} name={name || undefined} fieldId={inputId("/person")} onChoose={(id, found) => choose(id, found?.name ?? "")} error={form.errorAt("/person")} />}
      <TickGroup label={w.skills} hint={w.hint} values={skills} options={[...options, ...retired]} onChange={(chosen) => form.set("skills", chosen)} />
    </FormDialog>
  );
}
