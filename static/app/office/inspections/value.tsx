/** An answer in words: judgements, measurements with their limits, choices, pictures, signatures. */
import type { Answer, Item, Limit, Signature } from "../../api";
import { inLanguage } from "../../i18n";
import { date, number, quantity } from "../../i18n/format";
import { SignatureDrawn } from "../../ui/photos";
import { Status, type Tone } from "../../ui/status";
import { listed, wordOf } from "../words";
import { inspections } from "./words";

/** The four values carry their own shapes √ ○ × –. */
const JUDGED: Record<string, Tone> = { pass: "ok", fail: "danger", na: "off", good: "ok", fixed: "info", bad: "danger", none: "off" };

export function AnswerValue({ item, answer, failed }: { item: Item | undefined; answer: Answer; failed: boolean }) {
  const { value } = answer;
  if (value === null || value === undefined || value === "") return <span class="muted">{inspections().notAnswered}</span>;
  if (isSignature(value)) return <SignatureDrawn name={value.name} strokes={value.strokes} />;
  if (item?.kind === "judgement") return <Status status={JUDGED[String(value)] ?? "off"}>{wordOf(inspections().judgement, String(value))}</Status>;
  if (item?.kind === "four_valued") return <span class={`status ${JUDGED[String(value)] ?? "off"}`}>{wordOf(inspections().fourValued, String(value))}</span>;
  const words = plain(item, value);
  return failed ? <Status status="danger">{words}</Status> : <b>{words}</b>;
}

const isSignature = (value: unknown): value is Signature => typeof value === "object" && value !== null && "strokes" in value;

function plain(item: Item | undefined, value: string | number | string[]): string {
  if (typeof value === "number") return quantity(value, item?.unit ?? null);
  if (Array.isArray(value)) return listed(value.map((one) => option(item, one)));
  if (item?.kind === "choice") return option(item, value);
  return item?.kind === "date" ? date(value) : value;
}

function option(item: Item | undefined, key: string): string {
  const found = item?.options.find((one) => one.key === key);
  return found ? inLanguage(found.title) : key;
}

/** "normal 0.6 – 1.2 MPa": the asset's own limits when it has some, else the checklist's. */
export function limitWords(item: Item | undefined, own: Partial<Limit> | undefined): string | null {
  const limits = own ?? item?.limits;
  if (!limits || item?.kind !== "number") return null;
  const unit = item.unit ? ` ${item.unit}` : "";
  const { low = null, high = null } = limits;
  if (low !== null && high !== null) return inspections().limits(number(low, 3), number(high, 3)) + unit;
  if (low !== null) return inspections().atLeast(number(low, 3)) + unit;
  return high === null ? null : inspections().atMost(number(high, 3)) + unit;
}
