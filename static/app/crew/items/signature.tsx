/** A signature: the name in words, and strokes drawn with a finger. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Signature } from "../../api";
import { crew } from "../../i18n/crew";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { type InputProps, title } from "./question";

const WIDTH = 600;
const HEIGHT = 240;

export function SignaturePad({ drafting, item }: InputProps) {
  const w = crew().check;
  const kept = drafting.draft.value.answers[item.key]?.value;
  const signature: Signature = kept && typeof kept === "object" && !Array.isArray(kept) ? kept : { name: drafting.draft.value.author.name, strokes: [] };
  const change = (changed: Partial<Signature>): void => drafting.answer(item, { value: { ...signature, ...changed } });
  return (
    <fieldset class="field-row stack-tight">
      <legend>{title(item)}</legend>
      <TextField label={w.signName} value={signature.name} onInput={(name) => change({ name })} maxLength={100} />
      <Pad strokes={signature.strokes} onStroke={(stroke) => change({ strokes: [...signature.strokes, stroke] })} />
      <p class="row spread">
        <span class="muted" role="status">{signature.strokes.length ? w.signed : w.signHere}</span>
        {signature.strokes.length > 0 && <Button kind="quiet" onClick={() => drafting.answer(item, { value: null })}>{w.signClear}</Button>}
      </p>
    </fieldset>
  );
}

/** Points are in a box of 600 × 240, whatever the size on the screen. */
function Pad({ strokes, onStroke }: { strokes: number[][]; onStroke: (stroke: number[]) => void }) {
  const box = useRef<SVGSVGElement>(null);
  const [stroke, setStroke] = useState<number[] | null>(null);
  const drawing = useRef<number[] | null>(null);
  const point = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = box.current!.getBoundingClientRect();
    return [Math.round(((event.clientX - left) / width) * WIDTH), Math.round(((event.clientY - top) / height) * HEIGHT)];
  };
  const set = (next: number[] | null): void => {
    drawing.current = next;
    setStroke(next);
  };
  useEffect(() => {
    // Drawing must not scroll the page; Preact's listeners are passive where that matters.
    const element = box.current!;
    const hold = (event: TouchEvent): void => event.preventDefault();
    element.addEventListener("touchmove", hold, { passive: false });
    return () => element.removeEventListener("touchmove", hold);
  }, []);
  return (
    <svg
      ref={box}
      class="signpad"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={crew().check.signHere}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        set(point(event));
      }}
      onPointerMove={(event) => drawing.current && set([...drawing.current, ...point(event)])}
      onPointerUp={() => {
        if (drawing.current) onStroke(drawing.current);
        set(null);
      }}
      onPointerCancel={() => set(null)}
    >
      <path d={[...strokes, ...(stroke ? [stroke] : [])].map(pathOf).join("")} fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

function pathOf(stroke: number[]): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < stroke.length; i += 2) points.push(`${stroke[i]} ${stroke[i + 1]}`);
  return points.length === 1 ? `M${points[0]}l0.1 0` : `M${points.join("L")}`;
}
