/** How grave a hazard is: one to four bars, the word, the colour. */
import type { Tone } from "./status";

const LOOKS: Record<string, { bars: number; tone: Tone }> = {
  minor: { bars: 1, tone: "off" },
  general: { bars: 2, tone: "off" },
  larger: { bars: 3, tone: "warn" },
  major: { bars: 4, tone: "danger" },
};

const BARS = ["M0 11h3v4H0z", "M4.3 8h3v7h-3z", "M8.6 4.5h3V15h-3z", "M12.9 1h3v14h-3z"];

function Bars({ filled }: { filled: number }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      {BARS.map((bar, i) => (
        <path key={bar} d={bar} opacity={i < filled ? 1 : 0.3} />
      ))}
    </svg>
  );
}

const looksOf = (grade: string) => LOOKS[grade] ?? { bars: 0, tone: "off" as const };

/** The bars alone, where the word stands beside them. */
export function GradeBars({ of }: { of: string }) {
  return <Bars filled={looksOf(of).bars} />;
}

/** Coloured words for columns and lists. */
export function Grade({ of, children }: { of: string; children: string }) {
  const { bars, tone } = looksOf(of);
  return (
    <span class={`status ${tone}`}>
      <Bars filled={bars} />
      {children}
    </span>
  );
}

/** Filled, for the head of a page or a card. */
export function GradeChip({ of, children }: { of: string; children: string }) {
  const { bars, tone } = looksOf(of);
  return (
    <span class={`chip ${tone}`}>
      <Bars filled={bars} />
      {children}
    </span>
  );
}
