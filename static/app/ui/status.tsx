/** A status is a shape, a word and a colour, always all three. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon";

export type Tone = "ok" | "info" | "warn" | "danger" | "off";

/** Filled: for the one status that heads a page or a card. */
export function Chip({ status, children }: { status: Tone; children: ComponentChildren }) {
  return (
    <span class={`chip ${status}`}>
      <Icon name={status} />
      {children}
    </span>
  );
}

/** Coloured words: for columns and lists, where many filled chips would shout. */
export function Status({ status, children }: { status: Tone; children: ComponentChildren }) {
  return (
    <span class={`status ${status}`}>
      <Icon name={status} />
      {children}
    </span>
  );
}
