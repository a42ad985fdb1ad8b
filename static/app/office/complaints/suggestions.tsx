/** What the words suggest: a category and complaints that may be the same. A person decides; why and how often it was right stand beside it. */
import { useEffect, useState } from "preact/hooks";
import { post } from "../../api";
import { language } from "../../i18n";
import { date, number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useRested } from "../../ui/load";
import { Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { listed, wordOf } from "../words";
import { categoryName } from "./categories";
import { intakeWords } from "./intake_words";
import { complaints } from "./words";
import type { Row } from "./types";

interface SuggestedCategory {
  key: string;
  name: string;
  name_en: string;
  /** About the share of such suggestions that were right when it was measured. */
  score: number;
  why: { words: string; weight: number }[];
}

interface SimilarOne extends Pick<Row, "id" | "number" | "status" | "category" | "received_at"> {
  likeness: number;
  /** What both have in common. */
  shared: string[];
}

export interface Suggestions {
  /** Best first. */
  categories: SuggestedCategory[];
  similar: SimilarOne[];
  /** With each example left out in turn: how often its category came first. */
  measured: { examples: number; own: number; right_first: number; own_right_first: number | null };
}

const ENOUGH = 4;

/** Null until there is enough to go by. Sent in a body: what people say stands in no address and no log. */
export function useSuggestions(text: string, building: string | undefined): Suggestions | null {
  const rested = useRested(text.trim(), 500);
  const [found, setFound] = useState<Suggestions | null>(null);
  useEffect(() => {
    if (rested.length < ENOUGH && !building) return setFound(null);
    let current = true;
    post<Suggestions>("/api/complaints/suggestions", { text: rested, building: building ?? null }).then(
      (answer) => current && setFound(answer),
      () => undefined,
    );
    return () => void (current = false);
  }, [rested, building]);
  return found;
}

const percent = (share: number): string => `${number(share * 100, 0)}%`;

export function Suggested({ of, category, onTake }: { of: Suggestions | null; category: string; onTake: (key: string) => void }) {
  const w = intakeWords();
  if (!of || (of.categories.length === 0 && of.similar.length === 0)) {
    return (
      <Section title={w.suggested}>
        <p class="muted">{w.noSuggestion}</p>
      </Section>
    );
  }
  const best = of.categories[0];
  return (
    <Section title={w.suggested}>
      {best && (
        <div class="row">
          <span class="grow">
            {w.suggestion}：<b>{language.value === "zh" ? best.name : best.name_en}</b> {percent(best.score)}
            {best.why.length > 0 && <span class="muted second">{w.why(listed(best.why.map((one) => one.words)))}</span>}
            {of.measured.examples > 0 && <span class="muted second">{w.accuracy(percent(of.measured.right_first), number(of.measured.examples))}</span>}
          </span>
          {best.key !== category && (
            <Button onClick={() => onTake(best.key)}>
              {w.take} <kbd>Alt+S</kbd>
            </Button>
          )}
        </div>
      )}
      <Similar of={of.similar} />
    </Section>
  );
}

export function Similar({ of }: { of: readonly SimilarOne[] }) {
  const w = intakeWords();
  if (of.length === 0) return null;
  return (
    <>
      <h3 style="margin-top:16px">{w.similar}</h3>
      <ul class="plain ruled tight">
        {of.slice(0, 5).map((one) => (
          <li key={one.id} class="row">
            <span class="grow">
              <a href={`/app/complaints/${one.id}`} target="_blank" rel="noopener">
                {categoryName(one.category) || complaints().noCategory}
              </a>
              <span class="muted second">{[one.number, date(one.received_at), w.likeness(percent(one.likeness)), ...one.shared.map((what) => wordOf(w.shared, what))].filter(Boolean).join(" · ")}</span>
            </span>
            <Status status={toneOf(COMPLAINT_TONE, one.status)}>{wordOf(complaints().status, one.status)}</Status>
          </li>
        ))}
      </ul>
    </>
  );
}
