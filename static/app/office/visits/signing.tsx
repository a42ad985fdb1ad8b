/** A box to sign in, with finger, pen or mouse. */
import type { Signature } from "./types";
import { Pad } from "../../ui/pad";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { visitWords } from "./words";

interface SigningProps {
  legend: string;
  nameLabel: string;
  signature: Signature;
  onChange: (signature: Signature) => void;
  error?: string | undefined;
}

export function Signing({ legend, nameLabel, signature, onChange, error }: SigningProps) {
  const w = visitWords();
  return (
    <fieldset class="field-row stack-tight">
      <legend>{legend}</legend>
      <TextField label={nameLabel} value={signature.name} onInput={(name) => onChange({ ...signature, name })} maxLength={100} error={error} />
      <Pad label={w.signHere} strokes={signature.strokes} onStroke={(stroke) => onChange({ ...signature, strokes: [...signature.strokes, stroke] })} />
      {signature.strokes.length > 0 ? <Button kind="quiet" onClick={() => onChange({ ...signature, strokes: [] })}>{w.clear}</Button> : <p class="muted">{w.signHere}</p>}
    </fieldset>
  );
}
