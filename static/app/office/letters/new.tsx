/** Draft a letter: to whom, what about, by when. */
import { useEffect, useState } from "preact/hooks";
import { type Page, get, post, query } from "../../api";
import { type Params, navigate, search } from "../../shell/router";
import { me } from "../../shell/session";
import { newId } from "../../store/ids";
import { Combobox, type Found } from "../../ui/combobox";
import { Select, TextArea, TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { PageHead } from "../../ui/page";
import { ui } from "../../ui/words";
import { demand, inputId, useForm } from "../form";
import { Frame } from "../frame";
import { titleOf } from "../hazards/title";
import type { Hazard } from "../hazards/types";
import { organizations, treeOptions } from "../lookups";
import { FormSheet } from "../registry/form_sheet";
import { letterWords } from "./words";

export default function NewLetterScreen(_: { params: Params }) {
  const w = letterWords();
  return (
    <Frame crumbs={[{ name: w.title, href: "/app/letters" }, { name: w.newLetter }]}>
      <PageHead title={w.newLetter} sub={w.issueHint} />
      <LetterForm />
    </Frame>
  );
}

function LetterForm() {
  const w = letterWords();
  const [id] = useState(newId);
  const [hazards, setHazards] = useState<Hazard[]>([]);
  const form = useForm({ number: "", title: "", text: "", leader: me.value?.user.name ?? "", organization: "", due_on: "" });
  const { values, set, errorAt } = form;
  useEffect(() => {
    const about = search.value.get("hazard");
    if (!about) return;
    void get<Hazard>(`/api/hazards/${about}`).then((hazard) => {
      setHazards([hazard]);
      set("organization", hazard.unit.path);
    });
  }, []);
  const send = async (): Promise<void> => {
    demand([
      ["/organization", w.addressee, values.organization],
      ["/title", w.subject, values.title],
      ["/text", w.text, values.text],
      ["/leader", w.leader, values.leader],
      ["/due_on", w.dueOn, values.due_on],
    ]);
    await post("/api/supervision-letters", { id, ...values, hazards: hazards.map((one) => one.id) });
    navigate(`/app/letters/${id}`, { replace: true });
  };
  return (
    <FormSheet form={form} action={w.issue} back="/app/letters" onSubmit={() => void form.submit(send)}>
      <div class="form-grid">
        <Select required label={w.addressee} id={inputId("/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(path) => set("organization", path)} error={errorAt("/organization")} />
        <TextField required label={w.leader} id={inputId("/leader")} value={values.leader} onInput={(text) => set("leader", text)} error={errorAt("/leader")} />
        <TextField required type="date" label={w.dueOn} id={inputId("/due_on")} value={values.due_on} onInput={(text) => set("due_on", text)} error={errorAt("/due_on")} />
        <TextField optional label={w.number} hint={w.numberHint} id={inputId("/number")} value={values.number} onInput={(text) => set("number", text)} error={errorAt("/number")} />
      </div>
      <TextField required label={w.subject} hint={w.subjectHint} id={inputId("/title")} value={values.title} onInput={(text) => set("title", text)} error={errorAt("/title")} />
      <TextArea required rows={8} label={w.text} id={inputId("/text")} value={values.text} onInput={(text) => set("text", text)} error={errorAt("/text")} />
      <PickHazards chosen={hazards} unit={values.organization} onChange={setHazards} error={errorAt("/hazards")} />
    </FormSheet>
  );
}

interface PickHazardsProps {
  chosen: readonly Hazard[];
  unit: string;
  onChange: (hazards: Hazard[]) => void;
  error: string | undefined;
}

const MOST = 12;

function PickHazards({ chosen, unit, onChange, error }: PickHazardsProps) {
  const w = letterWords();
  const [found, setFound] = useState<Hazard[]>([]);
  const look = async (text: string, signal: AbortSignal): Promise<Found[]> => {
    const { items } = await get<Page<Hazard>>(query("/api/hazards", { q: text, organization: unit, open: true, limit: MOST }), signal);
    setFound(items);
    return items.map((one) => ({ id: one.id, name: titleOf(one), more: one.number }));
  };
  const add = (id: string | undefined): void => {
    const hazard = found.find((one) => one.id === id);
    if (hazard && !chosen.some((one) => one.id === id)) onChange([...chosen, hazard]);
  };
  return (
    <fieldset>
      <legend class="label">{w.hazards}</legend>
      <ul class="plain ruled tight">
        {chosen.map((one) => (
          <li key={one.id} class="row spread">
            <span class="grow">
              {titleOf(one)} <span class="muted">{one.number}</span>
            </span>
            <button type="button" class="button quiet square" aria-label={ui().takeOut(one.number)} onClick={() => onChange(chosen.filter((other) => other !== one))}>
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <Combobox label={w.addHazard} hint={w.hazardsHint} id={inputId("/hazards")} error={error} value={null} search={look} onChoose={(chosenOne) => add(chosenOne?.id)} />
    </fieldset>
  );
}
