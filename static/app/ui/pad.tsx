/** A box that is drawn in with finger, pen or mouse. Points are in a box of 600 × 240, whatever the size on the screen. */
import { useEffect, useRef, useState } from "preact/hooks";

const WIDTH = 600;
const HEIGHT = 240;

/** Strokes as they were drawn. */
export function Drawing({ label, strokes }: { label: string; strokes: number[][] }) {
  return (
    <svg class="signpad" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} style="max-width:20rem;cursor:auto">
      <path d={strokes.map(pathOf).join("")} fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

export function Pad({ label, strokes, onStroke }: { label: string; strokes: number[][]; onStroke: (stroke: number[]) => void }) {
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
      aria-label={label}
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
