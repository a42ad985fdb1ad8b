/** One household visit: when, who, how it stands, and what one can do with it. */
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { date, dateTime, quantity, time } from "../../i18n/format";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { Photos } from "../../ui/photos";
import { Status, type Tone } from "../../ui/status";
import { CancelForm, CompleteForm, KeyBackForm, KeyForm, MissForm, MoveForm, type VisitFormProps } from "./forms";
import { Signatures } from "./signatures";
import { type Visit, type VisitState, isToCome } from "./types";
import { visitWords } from "./words";

const TONE: Record<VisitState, Tone> = { arranged: "info", nobody_home: "warn", done: "ok", cancelled: "off" };
type Verb = "complete" | "miss" | "move" | "key" | "keyBack" | "cancel";
const FORMS: Record<Verb, ComponentType<VisitFormProps>> = { complete: CompleteForm, miss: MissForm, move: MoveForm, key: KeyForm, keyBack: KeyBackForm, cancel: CancelForm };

function verbsOf(visit: Visit): Verb[] {
  const key: Verb[] = visit.key?.is_out ? ["keyBack"] : isToCome(visit) ? ["key"] : [];
  if (!isToCome(visit)) return key;
  return ["complete", ...(visit.state === "arranged" ? (["miss"] as Verb[]) : []), "move", ...key, "cancel"];
}

export const slotOf = (visit: Visit): string => visitWords().slot(date(visit.starts_at), time(visit.starts_at), time(visit.ends_at));

export function StateChip({ visit }: { visit: Visit }) {
  return <Status status={TONE[visit.state]}>{visitWords().state[visit.state]}</Status>;
}

export function VisitCard({ visit, onDone }: { visit: Visit; onDone: () => void }) {
  const w = visitWords();
  const [verb, setVerb] = useState<Verb | null>(null);
  const Form = verb && FORMS[verb];
  return (
    <li class="stack-tight ruled">
      <p class="line">
        <b>{slotOf(visit)}</b>
        <StateChip visit={visit} />
        <span class="muted">{w.by(visit.visitor.name)}</span>
        {visit.absences > 0 && <span class="muted">{w.absences(visit.absences)}</span>}
      </p>
      {visit.note && <p class="prose muted">{visit.note}</p>}
      <KeyLine visit={visit} />
      <Result visit={visit} />
      {may("complaints.handle") && verbsOf(visit).length > 0 && (
        <p class="actions">
          {verbsOf(visit).map((each, place) => (
            <Button key={each} kind={place === 0 && each === "complete" ? "primary" : each === "cancel" ? "quiet" : "plain"} onClick={() => setVerb(each)}>{w[each]}</Button>
          ))}
        </p>
      )}
      {Form && <Form visit={visit} onDone={onDone} onClose={() => setVerb(null)} />}
    </li>
  );
}

function KeyLine({ visit: { key } }: { visit: Visit }) {
  const w = visitWords();
  if (!key) return null;
  return <p class="muted">{key.returned_at ? w.keyReturned(dateTime(key.returned_at)) : w.keyWith(key.relation, dateTime(key.until_at))} · {w.consented(dateTime(key.consented_at))}</p>;
}

function Result({ visit }: { visit: Visit }) {
  const w = visitWords();
  const signed = visit.signed_by_resident === null ? null : visit.signed_by_resident ? w.signedBoth : w.unsigned(visit.unsigned_reason ?? "");
  return (
    <>
      {visit.outcome && <p class="prose">{visit.outcome}</p>}
      {visit.measured && (
        <p>
          <b>{quantity(visit.measured.indoor_c, "°C")}</b> · {w.room[visit.measured.room]} · {dateTime(visit.measured.measured_at)}
          {signed && <> · {signed}</>}
        </p>
      )}
      {!visit.measured && signed && <p class="muted">{signed}</p>}
      {visit.signed_by_resident !== null && may("complaints.personal") && <Signatures visit={visit.id} />}
      {visit.photos.length > 0 && <Photos pictures={visit.photos} about={visit.number} />}
    </>
  );
}
