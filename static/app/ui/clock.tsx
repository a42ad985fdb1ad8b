/** Time left until something is due, in words that follow the clock. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dueTime } from "../i18n/format";
import { words } from "../i18n";
import { Icon } from "./icon";

const clockWords = words(
  {
    days: (n: number) => `${n} 天`,
    hours: (n: number) => `${n} 小时`,
    minutes: (n: number) => `${n} 分钟`,
    joined: (large: string, small: string) => `${large} ${small}`,
    left: (span: string) => `剩 ${span}`,
    over: (span: string) => `逾期 ${span}`,
    paused: (until: string) => `已暂停，至 ${until}`,
    pausedOpen: "已暂停",
    none: "没有期限",
  },
  {
    days: (n: number) => `${n} d`,
    hours: (n: number) => `${n} h`,
    minutes: (n: number) => `${n} min`,
    joined: (large: string, small: string) => `${large} ${small}`,
    left: (span: string) => `${span} left`,
    over: (span: string) => `${span} overdue`,
    paused: (until: string) => `Paused until ${until}`,
    pausedOpen: "Paused",
    none: "No deadline",
  },
);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TICK = 20_000;

const now = signal(Date.now());
let watching = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Now, in milliseconds; whoever reads it is drawn again as it goes on. */
export function useNow(): number {
  useEffect(() => {
    now.value = Date.now();
    if (watching++ === 0) timer = setInterval(() => (now.value = Date.now()), TICK);
    return () => {
      if (--watching === 0) clearInterval(timer);
    };
  }, []);
  return now.value;
}

/** "3 天 4 小时", "45 分钟": the two largest units that say enough. */
export function span(seconds: number): string {
  const w = clockWords();
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [Math.floor(whole / DAY), Math.floor((whole % DAY) / HOUR), Math.floor((whole % HOUR) / MINUTE)];
  if (days >= 2 || (days > 0 && hours === 0)) return w.days(days);
  if (days > 0) return w.joined(w.days(days), w.hours(hours));
  if (hours >= 6 || (hours > 0 && minutes === 0)) return w.hours(hours);
  if (hours > 0) return w.joined(w.hours(hours), w.minutes(minutes));
  return w.minutes(Math.max(1, minutes));
}

interface DueProps {
  /** When it is due; null where nothing is. */
  at: string | null;
  /** The clock stands still, until then at the latest. */
  paused?: { until: string | null } | null;
  /** Say the moment too, not only how long. */
  moment?: boolean;
  /** From how many seconds before it is due it stands out. */
  soon?: number;
}

export function Due({ at, paused = null, moment = false, soon = DAY }: DueProps) {
  const present = useNow();
  const w = clockWords();
  if (at === null) return <span class="muted">{w.none}</span>;
  if (paused) {
    return (
      <span class="due">
        <Icon name="pause" />
        {paused.until ? w.paused(dueTime(paused.until)) : w.pausedOpen}
      </span>
    );
  }
  const left = (Date.parse(at) - present) / 1000;
  const tone = left < 0 ? "danger" : left < soon ? "warn" : "";
  return (
    <span class={`due ${tone}`} title={dueTime(at)}>
      <Icon name={tone === "" ? "clock" : tone} />
      <span>
        {left < 0 ? w.over(span(-left)) : w.left(span(left))}
        {moment && <span class="second">{dueTime(at)}</span>}
      </span>
    </span>
  );
}
