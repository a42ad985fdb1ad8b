/** A value that is marked for a moment when it changes while someone is looking. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const MARKED_FOR = 2_600;

export function Changing({ value, children }: { value: string | number | null; children: ComponentChildren }) {
  const before = useRef(value);
  const [marked, setMarked] = useState(0);
  useEffect(() => {
    if (before.current === value) return undefined;
    before.current = value;
    setMarked((n) => n + 1);
    const timer = setTimeout(() => setMarked(0), MARKED_FOR);
    return () => clearTimeout(timer);
  }, [value]);
  return (
    <span key={marked} class={marked ? "changed" : undefined}>
      {children}
    </span>
  );
}
