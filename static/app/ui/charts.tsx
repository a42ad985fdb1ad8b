/** Charts of our own: thin scales with the value drawn over them, the number always beside, a table twin for each. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { number } from "../i18n/format";
import type { Tone } from "./status";
import { Icon } from "./icon";
import { ui } from "./words";

export interface Part {
  key: string;
  name: string;
  value: number;
  tone: Tone;
  href?: string;
}

/** Parts of a whole in one bar; the legend beneath carries names and numbers, and is the table twin. */
export function StackedBar({ parts, label }: { parts: readonly Part[]; label: string }) {
  const shown = parts.filter((part) => part.value > 0);
  return (
    <figure style="margin:0" aria-label={label} role="group">
      <div class="stacked" aria-hidden="true">
        {shown.map((part) => (
          <span key={part.key} class={part.tone} style={{ flexGrow: part.value }} />
        ))}
      </div>
      <ul class="legend">
        {parts.map((part) => (
          <li key={part.key}>
            <LegendEntry part={part} />
          </li>
        ))}
      </ul>
    </figure>
  );
}

function LegendEntry({ part }: { part: Part }) {
  const words = (
    <>
      <span class={`status ${part.tone}`}>
        <Icon name={part.tone} />
      </span>
      {part.name}
      <b>{number(part.value)}</b>
    </>
  );
  return part.href ? <a href={part.href}>{words}</a> : <span>{words}</span>;
}

interface BulletProps {
  /** 0–100, or null when nobody knows: drawn as such, never as a zero. */
  value: number | null;
  target?: number;
  tone?: "ok" | "warn" | "danger";
  /** What to write beside the bar instead of "92 %"; nothing when the number stands elsewhere. */
  text?: string;
}

/** A value against its target on a scale of a hundred. */
export function Bullet({ value, target, tone, text }: BulletProps) {
  return (
    <span class="bullet">
      <span class="track" aria-hidden="true">
        {value !== null && <i class={tone ?? ""} style={{ width: `${Math.max(0, Math.min(100, value))}%` }} />}
        {target !== undefined && <u style={{ left: `calc(${target}% - 1px)` }} />}
      </span>
      {text !== "" && <span class="value">{text ?? (value === null ? ui().unknown : `${number(value, 0)}%`)}</span>}
    </span>
  );
}

/** A row of values over time, without axes; the words beside it carry the numbers. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (i: number): number => (i / (values.length - 1)) * 118 + 1;
  const y = (value: number): number => 27 - ((value - low) / (high - low || 1)) * 24;
  const path = values.map((value, i) => (value === null ? "" : `${i === 0 || values[i - 1] === null ? "M" : "L"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`)).join("");
  return (
    <svg viewBox="0 0 120 30" width="120" height="30" role="img" aria-label={label} style="overflow:visible">
      <path d={path} fill="none" stroke="var(--brand)" stroke-width="2" />
      <circle cx={x(values.length - 1)} cy={y(known.at(-1) ?? low)} r="3" fill="var(--brand)" />
    </svg>
  );
}

interface StatProps {
  what: string;
  value: ComponentChildren;
  unit?: string;
  href?: string | undefined;
  /** What is behind the number, or why it is not green. */
  children?: ComponentChildren;
}

/** One number that matters, what it means and where it comes from. */
export function Stat({ what, value, unit, href, children }: StatProps) {
  const id = useId();
  const shown = (
    <>
      {value}
      {unit && <span class="unit">{unit}</span>}
    </>
  );
  return (
    <div class="stat">
      <span class="muted" id={`${id}-what`}>{what}</span>
      {href ? (
        <a class="num" id={`${id}-number`} aria-labelledby={`${id}-what ${id}-number`} href={href}>
          {shown}
        </a>
      ) : (
        <span class="num">{shown}</span>
      )}
      {children}
    </div>
  );
}

/** A chart's numbers as an ordinary table, for those who cannot see the chart. */
export function Twin({ children }: { children: ComponentChildren }) {
  return (
    <details class="twin no-print">
      <summary>{ui().asTable}</summary>
      {children}
    </details>
  );
}
