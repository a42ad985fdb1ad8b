/** A note to any answer; open by itself where an answer fails. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Item } from "../../api";
import { inLanguage } from "../../i18n";
import { crew } from "../../i18n/crew";
import { reasonOf } from "../../rules/checklists";
import { Button } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { limitsOf } from "../answers";
import type { Drafting } from "../drafting";

interface NoteProps {
  drafting: Drafting;
  item: Item;
  /** What stands beside the button: help and source of the item. */
  children: ComponentChildren;
}

export function Note({ drafting, item, children }: NoteProps) {
  const w = crew().check;
  const [asked, setAsked] = useState(false);
  const draft = drafting.draft.value;
  const answer = draft.answers[item.key];
  const failed = answer !== undefined && reasonOf(item, answer, limitsOf(draft)) !== null;
  const open = item.kind !== "text" && (asked || failed || Boolean(answer?.note));
  return (
    <>
      <div class="row notehead">
        {children}
        {!open && item.kind !== "text" && <Button kind="quiet" icon="pencil" label={`${w.addNote}: ${inLanguage(item.title)}`} onClick={() => setAsked(true)}>{w.addNote}</Button>}
      </div>
      {open && <TextArea label={w.note} hint={w.noteHint} value={answer?.note ?? ""} onInput={(note) => drafting.answer(item, { note })} rows={2} />}
    </>
  );
}
