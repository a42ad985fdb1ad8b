/** Proof of having been there: the label scanned again, the position if there is one. */
import { useState } from "preact/hooks";
import { crew } from "../../i18n/crew";
import { time } from "../../i18n/format";
import { type CodeFault, parse } from "../../rules/labels";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { LabelCamera } from "../label_camera";
import { resolveLabel } from "../resolve";
import type { Stepping } from "./stepping";
import { phoneHazards } from "./words";
import { steps } from "../../office/hazards/step_words";

export function Evidence({ stepping, error }: { stepping: Stepping; error: string | undefined }) {
  const w = phoneHazards();
  const { label, position } = stepping.draft.value;
  const [scanning, setScanning] = useState(false);
  const match = stepping.labelMatch.value;
  return (
    <fieldset class="field-row stack-tight" id="step-evidence">
      <legend>{w.evidence}</legend>
      {error && <p class="error">{error}</p>}
      {label && (
        <p class={`status ${match === "other" ? "danger" : "ok"}`} data-testid="scanned">
          <Icon name={match === "other" ? "danger" : "ok"} />
          {match === "other" ? steps().labelMatch.other : w.scanned(label.code, time(label.scanned_at))}
        </p>
      )}
      <Button icon="scan" onClick={() => setScanning(true)}>{label ? w.scanOther : w.scanAgain}</Button>
      <p class="muted" role="status">{position ? w.located(position.accuracy_m) : stepping.locating.value ? w.locating : w.notLocated}</p>
      {scanning && (
        <ScanDialog
          onClose={() => setScanning(false)}
          onCode={(code) => {
            setScanning(false);
            stepping.scanned({ code, scanned_at: new Date().toISOString() });
          }}
        />
      )}
    </fieldset>
  );
}

/** By camera, or typed where the label cannot be read. */
function ScanDialog({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  const w = phoneHazards();
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<CodeFault | null>(null);
  const read = (text: string): boolean => {
    const parsed = parse(text);
    if (typeof parsed === "string") {
      setFault(parsed);
      return false;
    }
    navigator.vibrate?.(50);
    void longCode(parsed).then(onCode);
    return true;
  };
  return (
    <Dialog title={w.scanTitle} onClose={onClose}>
      <LabelCamera onText={read} />
      <form
        class="stack-tight"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          read(typed);
        }}
      >
        <TextField id="code" label={w.scanTyped} hint={crew().scan.typedHint} value={typed} onInput={(text) => (setTyped(text.toUpperCase()), setFault(null))} error={fault ? crew().scan.faults[fault] : undefined} maxLength={60} />
        <Button type="submit">{w.scanUse}</Button>
      </form>
    </Dialog>
  );
}

/** What is printed in short letters names the same label as its long code, where this phone knows it. */
async function longCode(parsed: { code: string; short: boolean }): Promise<string> {
  if (!parsed.short) return parsed.code;
  const resolved = await resolveLabel(parsed);
  return resolved.state === "attached" ? (resolved.code ?? parsed.code) : parsed.code;
}
