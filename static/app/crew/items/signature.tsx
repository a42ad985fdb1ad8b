/** A signature: the name in words, and strokes drawn with a finger. */
import type { Signature } from "../../api";
import { crew } from "../../i18n/crew";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Pad } from "../../ui/pad";
import { type InputProps, title } from "./question";

export function SignaturePad({ drafting, item }: InputProps) {
  const w = crew().check;
  const kept = drafting.draft.value.answers[item.key]?.value;
  const signature: Signature = kept && typeof kept === "object" && !Array.isArray(kept) ? kept : { name: drafting.draft.value.author.name, strokes: [] };
  const change = (changed: Partial<Signature>): void => drafting.answer(item, { value: { ...signature, ...changed } });
  return (
    <fieldset class="field-row stack-tight">
      <legend>{title(item)}</legend>
      <TextField label={w.signName} value={signature.name} onInput={(name) => change({ name })} maxLength={100} />
      <Pad label={w.signHere} strokes={signature.strokes} onStroke={(stroke) => change({ strokes: [...signature.strokes, stroke] })} />
      <p class="row spread">
        <span class="muted" role="status">{signature.strokes.length ? w.signed : w.signHere}</span>
        {signature.strokes.length > 0 && <Button kind="quiet" onClick={() => drafting.answer(item, { value: null })}>{w.signClear}</Button>}
      </p>
    </fieldset>
  );
}
