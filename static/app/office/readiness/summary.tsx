/** States as one bar; the three scores, each with what is behind it. */
import { date, number } from "../../i18n/format";
import { Bullet, type Part, StackedBar, Stat } from "../../ui/charts";
import { Changing } from "../changed";
import { STATE_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import type { Explained, GateCount, Scores as Scored, Totals } from "./types";
import { readiness } from "./words";

export const STATES = ["ready", "in_progress", "not_started", "lapsed", "blocked"] as const;

export function StateBar({ of, query = "" }: { of: Totals; query?: string }) {
  const parts: Part[] = STATES.map((state) => ({
    key: state,
    name: wordOf(office().state, state),
    value: of[state],
    tone: toneOf(STATE_TONE, state),
    href: `/app/readiness/sites?state=${state}${query}`,
  }));
  return <StackedBar parts={parts} label={readiness().sitesReady} />;
}

const SCORES = ["on_time", "quality", "safety"] as const;
const GOOD = 95;
const FAIR = 80;

export function scoreTone(value: number | null): "ok" | "warn" | "danger" {
  if (value !== null && value >= GOOD) return "ok";
  return value !== null && value >= FAIR ? "warn" : "danger";
}

export function Scores({ of, links = true }: { of: Scored & { explained: Explained }; links?: boolean }) {
  return (
    <div class="stats">
      {SCORES.map((score) => (
        <Stat
          key={score}
          what={office().score[score]}
          value={<Changing value={of[score]}>{of[score] === null ? "—" : number(of[score] as number, 0)}</Changing>}
          unit={of[score] === null ? office().unknown : "/ 100"}
          href={links ? `/app/readiness/sites?sort=${score}` : undefined}
        >
          <Bullet value={of[score]} target={GOOD} tone={scoreTone(of[score])} text="" />
          <span class="muted">
            <b>{readiness().counted(number(of.explained[score].met), number(of.explained[score].of))}</b> {readiness().behind[score]}
          </span>
        </Stat>
      ))}
    </div>
  );
}

/** How many sites have passed each gate, of those that need it. */
export function GateShares({ gates, due }: { gates: readonly GateCount[]; due: Record<string, string> }) {
  return (
    <ol class="plain gate-shares">
      {gates.map(({ gate, met, of }) => (
        <li key={gate}>
          <span>{wordOf(office().gate, gate)}</span>
          <span class="muted">{due[gate] ? readiness().due(date(due[gate])) : ""}</span>
          <Bullet value={of ? (met / of) * 100 : null} text={readiness().counted(number(met), number(of))} />
        </li>
      ))}
    </ol>
  );
}
