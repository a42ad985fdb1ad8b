/** The season as a ruler: days as ticks, gates as marks, today as the needle. */
import type { Season } from "../../api";
import { date } from "../../i18n/format";
import { office, wordOf } from "../words";
import { GATES } from "./gates";
import { readiness } from "./words";

const DAY = 86_400_000;
const WIDTH = 1000;
const NARROW = 360;
const BASE = 58;
const ROW = 42;
const NEAR_EDGE = 100;

interface Mark {
  name: string;
  on: string;
  x: number;
  row: number;
}

interface Scale {
  width: number;
  days: number[];
  x: (on: string | number) => number;
}

/** From two weeks before the first gate until two weeks after today or four after the start, whichever is later. */
function scaleOf(season: Season, today: string, width: number): Scale {
  const dates = Object.values(season.gates).map(Date.parse);
  const first = Math.min(...dates, Date.parse(season.starts_on)) - 14 * DAY;
  const last = Math.max(Date.parse(season.starts_on) + 28 * DAY, Math.min(Date.parse(today), Date.parse(season.ends_on)) + 14 * DAY);
  return {
    width,
    days: Array.from({ length: Math.round((last - first) / DAY) + 1 }, (_, i) => first + i * DAY),
    x: (on) => Math.max(0, Math.min(width, (((typeof on === "number" ? on : Date.parse(on)) - first) / (last - first)) * width)),
  };
}

const gatesOf = (season: Season) => GATES.flatMap((gate) => (season.gates[gate] ? [{ name: wordOf(office().gate, gate), on: season.gates[gate] }] : []));

/** Drawn only: the progress by gate further down says the same in words. */
export function SeasonRuler({ season, today }: { season: Season; today: string }) {
  return (
    <div class="ruler" aria-hidden="true">
      <WideRuler season={season} today={today} />
      <NarrowRuler season={season} today={today} />
    </div>
  );
}

function WideRuler({ season, today }: { season: Season; today: string }) {
  const scale = scaleOf(season, today, WIDTH);
  const marks = inRows(gatesOf(season).map((gate) => ({ ...gate, x: scale.x(gate.on), row: 0 })));
  const height = BASE + 68 + Math.max(...marks.map((mark) => mark.row)) * ROW;
  const now = scale.x(today);
  const start = scale.x(season.starts_on);
  return (
    <svg class="chart no-phone" viewBox={`-4 0 ${WIDTH + 8} ${height}`}>
      <Ticks scale={scale} base={BASE} now={now} />
      <line x1={start} x2={start} y1={BASE - 22} y2={BASE + 14} stroke="var(--ink)" stroke-width="3" />
      <text x={Math.min(start + 8, WIDTH - 140)} y={BASE - 14} class="strong">{`${readiness().heatingStarts} ${date(season.starts_on)}`}</text>
      {marks.map((mark) => (
        <GateMark key={mark.name} mark={mark} past={mark.on < today} />
      ))}
      <path d={`M${now - 7} ${BASE - 36}h14l-7 14z`} class="fill-ink" />
      <text x={Math.max(30, Math.min(WIDTH - 30, now))} y={BASE - 42} text-anchor="middle" class="strong">{`${readiness().today} ${date(today)}`}</text>
    </svg>
  );
}

/** The same scale without names, for a phone. */
function NarrowRuler({ season, today }: { season: Season; today: string }) {
  const scale = scaleOf(season, today, NARROW);
  const now = scale.x(today);
  return (
    <svg class="chart only-phone" viewBox={`-6 0 ${NARROW + 12} 52`}>
      <Ticks scale={scale} base={40} now={now} />
      {gatesOf(season).map(({ name, on }) => (
        <Diamond key={name} x={scale.x(on)} y={40} past={on < today} />
      ))}
      <path d={`M${now - 6} 18h12l-6 12z`} class="fill-ink" />
      <text x={Math.max(44, Math.min(NARROW - 44, now))} y="13" text-anchor="middle" class="strong">{`${readiness().today} ${date(today)}`}</text>
    </svg>
  );
}

function Ticks({ scale: { width, days, x }, base, now }: { scale: Scale; base: number; now: number }) {
  return (
    <>
      <rect x="0" y={base} width={now} height="6" class="fill-brand" />
      {days.map((day) => (
        <line key={day} class="tick" x1={x(day)} x2={x(day)} y1={base} y2={base - (isMonday(day) ? 10 : 5)} />
      ))}
      <line class="base" x1="0" x2={width} y1={base} y2={base} />
    </>
  );
}

function Diamond({ x, y, past }: { x: number; y: number; past: boolean }) {
  return <rect x={x - 5} y={y - 5} width="10" height="10" transform={`rotate(45 ${x} ${y})`} fill={past ? "var(--ink)" : "var(--bg)"} stroke="var(--ink)" stroke-width="2" />;
}

function GateMark({ mark, past }: { mark: Mark; past: boolean }) {
  const top = BASE + 36 + mark.row * ROW;
  const anchor = mark.x > WIDTH - NEAR_EDGE ? "end" : mark.x < NEAR_EDGE / 2 ? "start" : "middle";
  return (
    <g>
      <line class="tick" x1={mark.x} x2={mark.x} y1={BASE} y2={top - 16} />
      <Diamond x={mark.x} y={BASE} past={past} />
      <text x={mark.x} y={top} text-anchor={anchor} style="fill:var(--ink)">
        {mark.name}
      </text>
      <text x={mark.x} y={top + 19} text-anchor={anchor}>
        {date(mark.on)}
      </text>
    </g>
  );
}

/** Names that would touch go a row lower. */
function inRows(marks: Mark[]): Mark[] {
  const ends: number[] = [];
  return marks.map((mark) => {
    const half = Math.max(widthOf(mark.name), widthOf(date(mark.on))) / 2 + 10;
    const free = ends.findIndex((end) => mark.x - half > end);
    const row = free < 0 ? ends.length : free;
    ends[row] = mark.x + half;
    return { ...mark, row };
  });
}

/** Roughly, in the chart's units: a Chinese character is twice as wide as a Latin letter. */
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 15 : 8), 0);

const isMonday = (day: number): boolean => new Date(day).getUTCDay() === 1;
