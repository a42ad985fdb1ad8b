/** Dates, times and numbers as people read them. The city's clock is China's, whatever the phone is set to. */
import { language } from "./index";

const ZONE = "Asia/Shanghai";
const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${name}`;
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", { timeZone: ZONE, ...options });
  formats.set(key, kept);
  return kept;
}

/** 11月21日 08:05, with the year when it is not this one. */
export function dateTime(at: string | number | Date): string {
  return `${date(at)} ${time(at)}`;
}

/** As dateTime; the end of a day is its 24:00, not the next day's 00:00. */
export function dueTime(at: string): string {
  if (!/^(00|24):00$/.test(time(at))) return dateTime(at);
  return `${date(Date.parse(at) - 1)} 24:00`;
}

/** 11月21日 · 21 Nov */
export function date(on: string | number | Date): string {
  const day = new Date(on);
  const thisYear = day.getFullYear() === new Date().getFullYear();
  const year = thisYear ? {} : ({ year: "numeric" } as const);
  const month = language.value === "zh" ? "long" : "short";
  return dateFormat(thisYear ? "date" : "date+year", { ...year, month, day: "numeric" }).format(day);
}

/** 08:05 */
export function time(at: string | number | Date): string {
  return dateFormat("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

/** 2026-11-21 in the city's zone. */
export function isoDate(at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(at);
}

/** 3.1 MB, 344 KB */
export function size(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.ceil(bytes / 1000)} KB`;
}

/** 1,234.5 with at most `digits` digits after the point. */
export function number(value: number, digits = 2): string {
  return value.toLocaleString(language.value === "zh" ? "zh-CN" : "en-GB", { maximumFractionDigits: digits });
}

/** "0.9 MPa", "14°C": the national style writes the degree sign without a space. */
export function quantity(value: number, unit: string | null): string {
  if (!unit) return number(value, 3);
  return unit.startsWith("°") || unit === "%" ? `${number(value, 3)}${unit}` : `${number(value, 3)} ${unit}`;
}
