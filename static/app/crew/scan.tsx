/** C2: the camera, a photograph of the code, or the code typed by hand: one of them always works. */
import "../shell/start";
import { useEffect, useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { CODE_LENGTH, type CodeFault, SHORT_LENGTH, normalise, parse } from "../rules/labels";
import { readPhoto } from "../scan/frames";
import { navigate, search } from "../shell/router";
import { Button, ButtonLink } from "../ui/button";
import { TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notice";
import { CrewScreen } from "./frame";
import { forgetLabel, keptLabels } from "./kept_labels";
import { LabelCamera } from "./label_camera";
import { ScanFault } from "./scan_fault";
import type { ScannedLabel } from "../store/shapes";

export default function Scan() {
  const w = crew().scan;
  const [fault, setFault] = useState<CodeFault | null>(null);
  const read = (text: string): boolean => {
    const parsed = parse(text);
    if (typeof parsed === "string") {
      navigator.vibrate?.([50, 80, 50]);
      setFault(parsed);
      return false;
    }
    navigator.vibrate?.(50);
    open(parsed.code);
    return true;
  };
  return (
    <CrewScreen title={w.title}>
      <LabelCamera onText={read} />
      {fault && <ScanFault fault={fault} />}
      <PhotoOfCode onText={read} />
      <TypedCode onCode={open} />
      <ButtonLink kind="quiet" icon="search" href="/app/">{w.search}</ButtonLink>
      <KeptLabels />
    </CrewScreen>
  );
}

/** To the label's page; a report that asked for the place gets the answer back. */
function open(code: string): void {
  const scanned_at = new Date().toISOString();
  const forReport = search.value.get("for") === "report";
  navigate(forReport ? `/app/report?label=${code}` : `/app/label/${code}?scanned_at=${scanned_at}`, { replace: true });
}

function PhotoOfCode({ onText }: { onText: (text: string) => boolean }) {
  const w = crew().scan;
  const [state, setState] = useState<"idle" | "reading" | "nothing">("idle");
  const pick = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    setState("reading");
    const text = await readPhoto(file).catch(() => null);
    setState(text === null ? "nothing" : "idle");
    if (text !== null) onText(text);
  };
  return (
    <div class="stack-tight">
      <label class="button filebutton">
        <Icon name="camera" />
        {state === "reading" ? w.reading : w.photo}
        <input type="file" accept="image/*" capture="environment" onChange={(event) => void pick(event.currentTarget)} />
      </label>
      {state === "nothing" && <Notice status="warn" urgent>{w.photoNone}</Notice>}
    </div>
  );
}

function TypedCode({ onCode }: { onCode: (code: string) => void }) {
  const w = crew().scan;
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(false);
  const length = normalise(text).length;
  const parsed = parse(text);
  const complete = length === SHORT_LENGTH || length === CODE_LENGTH;
  const fault = typeof parsed === "string" && text && (asked || complete || length > CODE_LENGTH || parsed === "letter") ? parsed : null;
  const submit = (event: Event): void => {
    event.preventDefault();
    setAsked(true);
    if (typeof parsed !== "string") onCode(parsed.code);
  };
  const feedback = typeof parsed !== "string" ? w.fits : length > 0 && length < SHORT_LENGTH ? w.left(SHORT_LENGTH - length) : "";
  return (
    <form class="stack-tight" onSubmit={submit} noValidate>
      <TextField
        id="code"
        label={w.typed}
        hint={w.typedHint}
        value={text}
        onInput={(value) => (setText(value.toUpperCase()), setAsked(false))}
        error={fault ? w.faults[fault] : asked && !text ? w.faults.empty : undefined}
        maxLength={60}
      />
      <p class="muted" role="status">{fault ? "" : feedback}</p>
      <Button type="submit" kind={typeof parsed === "string" ? "plain" : "primary"}>{w.go}</Button>
    </form>
  );
}

/** Labels kept while there was no signal. */
function KeptLabels() {
  const w = crew().label;
  const [kept, setKept] = useState<ScannedLabel[]>([]);
  useEffect(() => {
    void keptLabels().then(setKept);
  }, []);
  if (kept.length === 0) return null;
  const forget = async (code: string): Promise<void> => {
    await forgetLabel(code);
    setKept(await keptLabels());
  };
  return (
    <section aria-label={w.keptLabels}>
      <h2>{w.keptLabels}</h2>
      <ul class="list">
        {kept.map(({ code }) => (
          <li key={code}>
            <span class="grow code">{code}</span>
            <ButtonLink kind="quiet" href={`/app/label/${code}`}>{w.again}</ButtonLink>
            <Button kind="quiet" onClick={() => void forget(code)}>{w.forget}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
