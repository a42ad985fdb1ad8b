/** A reading: unit, normal range and last value beside it; a value outside is looked at twice. */
import { useState } from "preact/hooks";
import type { Item } from "../../api";
import { crew } from "../../i18n/crew";
import { date, quantity } from "../../i18n/format";
import { beyond, limitsOf as limitsFor, reasonOf } from "../../rules/checklists";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { limitsOf, needsConfirmation } from "../answers";
import type { Drafting } from "../drafting";
import type { Reading } from "../previous";
import { type InputProps, title } from "./question";

export function NumberAnswer({ drafting, item, previous }: InputProps) {
  const w = crew().check;
  const answer = drafting.draft.value.answers[item.key];
  const value = typeof answer?.value === "number" ? answer.value : null;
  const [typed, setTyped] = useState<string | null>(null);
  // As it was typed, until another tab has changed the number.
  const shown = typed !== null && readNumber(typed) === value ? typed : value === null ? "" : String(value);
  const input = (text: string): void => {
    setTyped(text);
    drafting.answer(item, { value: readNumber(text) });
  };
  const wrong = typed?.trim() && readNumber(typed) === null && value === null ? w.notNumber : value !== null && beyond(item, value) ? w.impossible(quantity(value, item.unit)) : undefined;
  return (
    <div class="stack-tight">
      <TextField label={title(item)} hint={hint(drafting, item, previous)} error={wrong} value={shown} onInput={input} inputMode="decimal" unit={item.unit} />
      {value !== null && !wrong && <Doubt drafting={drafting} item={item} value={value} />}
    </div>
  );
}

/** "0,9", "０．９" and " 0.9 " are all 0.9; null when it is no number. */
export function readNumber(text: string): number | null {
  const plain = text.normalize("NFKC").trim().replace(",", ".").replace("。", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

function hint(drafting: Drafting, item: Item, previous: Reading | null): string | undefined {
  const w = crew().check;
  const { low, high } = limitsFor(item, limitsOf(drafting.draft.value));
  const known = (bound: number | null | undefined): bound is number => typeof bound === "number";
  const range =
    known(low) && known(high)
      ? w.range(quantity(low, null), quantity(high, item.unit))
      : known(low)
        ? w.atLeast(quantity(low, item.unit))
        : known(high)
          ? w.atMost(quantity(high, item.unit))
          : null;
  const last = previous && w.previousValue(quantity(previous.value, item.unit), date(previous.at));
  return [range, last].filter(Boolean).join(" · ") || undefined;
}

/** Outside the normal range: say so, and ask once whether it was read right. */
function Doubt({ drafting, item, value }: { drafting: Drafting; item: Item; value: number }) {
  const w = crew().check;
  const draft = drafting.draft.value;
  const answer = draft.answers[item.key]!;
  const reason = reasonOf(item, answer, limitsOf(draft));
  if (reason !== "low" && reason !== "high") return null;
  const words = reason === "low" ? w.low : w.high;
  if (!needsConfirmation(draft, item, answer)) {
    return <p class="status warn"><Icon name="warn" />{words} · {w.confirmed}</p>;
  }
  return (
    <div class="notice warn" role="alert">
      <Icon name="warn" />
      <div>
        <p><b>{words}</b> {w.confirmValue(quantity(value, item.unit))}</p>
        <div class="actions" style="margin-top:8px">
          <Button onClick={() => drafting.confirm(item.key, value)}>{w.confirm}</Button>
        </div>
      </div>
    </div>
  );
}
