/** Normal ranges of this very asset, for the numbers its checklist asks: they go before the checklist's own. */
import type { ChecklistVersion, Item, Limit, Page } from "../../api";
import { inLanguage } from "../../i18n";
import { number } from "../../i18n/format";
import { TextField } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Facts } from "../../ui/page";
import { inputId, numberOrNull, textOf } from "../form";
import { limitWords } from "../inspections/value";
import { registry } from "./words";

interface Published {
  id: string;
  kinds: string[];
}

/** The numbers that the checklist of a kind asks for. */
export function useMeasuredItems(kind: string): Item[] {
  const all = useLoad<Page<Published>>(kind ? "/api/checklists" : null);
  const id = all.value?.items.find((one) => one.kinds.includes(kind))?.id;
  const version = useLoad<ChecklistVersion>(id ? `/api/checklists/${id}` : null);
  return (version.value?.document.sections ?? []).flatMap((section) => section.items).filter((item) => item.kind === "number");
}

export type LimitTexts = Record<string, { low: string; high: string }>;

export function limitTexts(limits: Record<string, Limit>): LimitTexts {
  return Object.fromEntries(Object.entries(limits).map(([key, limit]) => [key, { low: textOf(limit.low), high: textOf(limit.high) }]));
}

export function limitValues(texts: LimitTexts): Record<string, Limit> {
  const values = Object.entries(texts).map(([key, { low, high }]) => [key, { low: numberOrNull(low), high: numberOrNull(high) }] as const);
  return Object.fromEntries(values.filter(([, { low, high }]) => low !== null || high !== null));
}

interface LimitFieldsProps {
  kind: string;
  texts: LimitTexts;
  onChange: (texts: LimitTexts) => void;
  errorAt: (pointer: string) => string | undefined;
}

export function LimitFields({ kind, texts, onChange, errorAt }: LimitFieldsProps) {
  const items = useMeasuredItems(kind);
  if (items.length === 0) return null;
  return (
    <details class="twin">
      <summary>{registry().limits}</summary>
      <p class="muted">{registry().limitsHint}</p>
      <div class="stack" style="margin-top:12px">
        {items.map((item) => (
          <LimitInput key={item.key} item={item} text={texts[item.key] ?? { low: "", high: "" }} onChange={(text) => onChange({ ...texts, [item.key]: text })} error={errorAt(`/limits/${item.key}`)} />
        ))}
      </div>
    </details>
  );
}

interface LimitInputProps {
  item: Item;
  text: { low: string; high: string };
  onChange: (text: { low: string; high: string }) => void;
  error: string | undefined;
}

function LimitInput({ item, text, onChange, error }: LimitInputProps) {
  return (
    <fieldset>
      <legend class="label">{inLanguage(item.title)}</legend>
      <p class="muted">{limitWords(item, undefined)}</p>
      <div class="form-grid">
        <TextField label={registry().low} id={inputId(`/limits/${item.key}/low`)} value={text.low} inputMode="decimal" unit={item.unit} onInput={(low) => onChange({ ...text, low })} error={error} />
        <TextField label={registry().high} id={inputId(`/limits/${item.key}/high`)} value={text.high} inputMode="decimal" unit={item.unit} onInput={(high) => onChange({ ...text, high })} />
      </div>
    </fieldset>
  );
}

/** The ranges that were set, for reading; nothing when the checklist's own count everywhere. */
export function LimitFacts({ kind, limits }: { kind: string; limits: Record<string, Limit> }) {
  const items = useMeasuredItems(Object.keys(limits).length > 0 ? kind : "");
  const shown = Object.entries(limits).map(([key, { low, high }]) => {
    const item = items.find((one) => one.key === key);
    const unit = item?.unit ? ` ${item.unit}` : "";
    return [item ? inLanguage(item.title) : key, `${low === null ? "…" : number(low, 3)} – ${high === null ? "…" : number(high, 3)}${unit}`] as const;
  });
  return <Facts rows={shown} />;
}
