/** What this number called about before: the newest first, its address at hand. */
import { useEffect, useState } from "preact/hooks";
import { post } from "../../api";
import { date } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useRested } from "../../ui/load";
import { Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { wordOf } from "../words";
import { categoryName } from "./categories";
import type { Intake } from "./intake_form";
import { intakeWords } from "./intake_words";
import type { Named, Row } from "./types";
import { complaints } from "./words";

export interface EarlierCase extends Pick<Row, "id" | "number" | "status" | "category" | "received_at" | "address"> {
  building: Named | null;
  station: Named | null;
  unit: string;
  room: string;
}

const ENOUGH = 7;

/** Asked once the number is long enough and rests; null while there is nothing to ask. */
export function useEarlier(phone: string): readonly EarlierCase[] | null {
  const digits = useRested(phone.replace(/\D/g, ""));
  const [found, setFound] = useState<readonly EarlierCase[] | null>(null);
  useEffect(() => {
    setFound(null);
    if (digits.length < ENOUGH) return undefined;
    let current = true;
    post<{ items: EarlierCase[] }>("/api/complaints/earlier-cases", { phone: digits }).then(
      ({ items }) => current && setFound(items),
      () => undefined,
    );
    return () => void (current = false);
  }, [digits]);
  return found;
}

export const addressOf = ({ building, station, unit, room, address }: EarlierCase): Partial<Intake> => ({ building, station, unit, room, address: building ? "" : address });

export function Earlier({ cases, onTake }: { cases: readonly EarlierCase[] | null; onTake: (changes: Partial<Intake>) => void }) {
  const w = intakeWords();
  return (
    <Section title={w.earlier}>
      {cases === null || cases.length === 0 ? (
        <p class="muted" role="status">{cases === null ? w.earlierWaiting : w.earlierNone}</p>
      ) : (
        <ol class="plain ruled tight">
          {cases.slice(0, 5).map((one, i) => (
            <li key={one.id} class="row">
              <span class="grow">
                <b>{categoryName(one.category) || complaints().noCategory}</b> <span class="muted">{date(one.received_at)}</span>
                <span class="muted second">{one.address}</span>
              </span>
              <Status status={toneOf(COMPLAINT_TONE, one.status)}>{wordOf(complaints().status, one.status)}</Status>
              <Button kind="quiet" onClick={() => onTake(addressOf(one))}>
                {w.sameAddress} {i < 3 && <kbd>Alt+{i + 1}</kbd>}
              </Button>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
