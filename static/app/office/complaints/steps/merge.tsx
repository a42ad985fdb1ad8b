/** The same fault, told by several homes: one leads, the others follow it. A person joins them, and can split them again. */
import { useState } from "preact/hooks";
import { type Page, get, query } from "../../../api";
import { Combobox, type Found } from "../../../ui/combobox";
import { TextArea, TextField } from "../../../ui/field";
import { useLoad } from "../../../ui/load";
import { number } from "../../../i18n/format";
import { demand, inputId } from "../../form";
import { wordOf } from "../../words";
import { categoryName } from "../categories";
import { intakeWords } from "../intake_words";
import { stepWords } from "../step_words";
import type { Suggestions } from "../suggestions";
import type { Row, Story } from "../types";
import { complaints } from "../words";
import { type StepFormProps, StepSheet } from "./form";

const SHOWN = 6;

interface Candidate {
  id: string;
  name: string;
  more: string;
}

export function MergeForm(props: StepFormProps) {
  const w = stepWords();
  const candidates = useCandidates(props.story);
  const [other, setOther] = useState<Found | null>(null);
  const initial = { into: "", note: "" };
  const bodyOf = ({ into, note }: typeof initial): Record<string, unknown> => {
    demand([["/into", w.into, into]]);
    return { into, note };
  };
  return (
    <StepSheet {...props} wide step="merge" initial={initial} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => (
        <>
          {candidates.length > 0 && (
            <fieldset>
              <legend class="label">{w.mergeSuggested}</legend>
              {candidates.map(({ id, name, more }) => (
                <label class="choice" key={id}>
                  <input type="radio" name="into" checked={values.into === id} onChange={() => (setOther(null), set("into", id))} />
                  <span>
                    {name}
                    <span class="second muted">{more}</span>
                  </span>
                </label>
              ))}
            </fieldset>
          )}
          <Combobox
            label={candidates.length > 0 ? w.mergeOther : w.into}
            id={inputId("/into")}
            value={other}
            search={(text, signal) => findOthers(text, props.story.id, signal)}
            onChoose={(found) => (setOther(found), set("into", found?.id ?? ""))}
            error={errorAt("/into")}
          />
          <TextField optional label={w.note} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
        </>
      )}
    </StepSheet>
  );
}

/** What its words and place suggest, then what is open under the same station. */
function useCandidates(story: Story): Candidate[] {
  const similar = useLoad<Suggestions>(`/api/complaints/${story.id}/suggestions`).value?.similar ?? [];
  const suggested = similar.map((one) => ({
    ...nameOf(one),
    more: [one.number, ...one.shared.map((what) => wordOf(intakeWords().shared, what)), intakeWords().likeness(`${number(one.likeness * 100, 0)}%`)].join(" · "),
  }));
  const known = new Set(suggested.map(({ id }) => id));
  const near = story.neighbours.filter((row) => !known.has(row.id) && row.merged_into === null).map((row) => ({ ...nameOf(row), more: `${row.number} · ${row.address}` }));
  return [...suggested, ...near].filter(({ id }) => id !== story.id).slice(0, SHOWN);
}

const nameOf = ({ id, category, status }: Pick<Row, "id" | "category" | "status">): { id: string; name: string } => ({
  id,
  name: `${categoryName(category) || complaints().noCategory} · ${wordOf(complaints().status, status)}`,
});

async function findOthers(text: string, own: string, signal: AbortSignal): Promise<Found[]> {
  const page = await get<Page<Row>>(query("/api/complaints", { q: text, open: true, limit: 8 }), signal);
  return page.items.filter(({ id }) => id !== own).map((row) => ({ id: row.id, name: `${row.number} ${categoryName(row.category)}`, more: row.address }));
}

export function SplitForm(props: StepFormProps) {
  const w = stepWords();
  const bodyOf = ({ reason }: { reason: string }): Record<string, unknown> => {
    demand([["/reason", w.reason, reason]]);
    return { reason };
  };
  return (
    <StepSheet {...props} step="split" initial={{ reason: "" }} bodyOf={bodyOf}>
      {({ values, set, errorAt }) => <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(reason) => set("reason", reason)} error={errorAt("/reason")} />}
    </StepSheet>
  );
}
