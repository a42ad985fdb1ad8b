/** The rules a roster is made of: rotations and shifts by hand. Those of a draft can be changed. */
import { useState } from "preact/hooks";
import { put } from "../../api";
import { Button } from "../../ui/button";
import { WrongFields } from "../../ui/notice";
import { Section } from "../../ui/page";
import { inputId, useForm } from "../form";
import { PatternForm } from "./pattern_form";
import { ShiftForm } from "./shift_form";
import { clockOf, span } from "./spans";
import type { HandMade, Pattern, Plan, Roster } from "./types";
import { dutyWords } from "./words";
import { date } from "../../i18n/format";

export function PlanView({ roster, onChanged }: { roster: Roster; onChanged: () => void }) {
  const w = dutyWords();
  const canChange = roster.writable && roster.status === "draft";
  const [pattern, setPattern] = useState<number | null>(null);
  const [adding, setAdding] = useState(false);
  const form = useForm({});
  const names = new Map(roster.people.map((person) => [person.id, person.name]));
  const save = async (plan: Plan): Promise<void> => {
    await put(`/api/rosters/${roster.id}`, { name: roster.name, plan, version: roster.version });
    onChanged();
  };
  const without = <T,>(rows: readonly T[], i: number): T[] => rows.filter((_, n) => n !== i);
  const { plan } = roster;
  return (
    <>
      <WrongFields problem={form.problem} idOf={inputId} />
      <Section title={w.rotations} aside={canChange && <Button icon="plus" onClick={() => setPattern(plan.patterns.length)}>{w.addRotation}</Button>}>
        {!canChange && roster.writable && <p class="muted">{w.readOnlyPast}</p>}
        {plan.patterns.length === 0 && <p class="muted">{w.noRotations}</p>}
        <ul class="plain cards-list">
          {plan.patterns.map((one, i) => (
            <li key={i} class="stack-tight">
              <PatternLine pattern={one} names={names} />
              {canChange && (
                <div class="actions">
                  <Button icon="pencil" onClick={() => setPattern(i)}>{w.editRotation}</Button>
                  <Button icon="trash" busy={form.busy} onClick={() => void form.submit(() => save({ ...plan, patterns: without(plan.patterns, i) }))}>{w.remove(w.posts[one.post])}</Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={w.byHand} aside={canChange && <Button icon="plus" onClick={() => setAdding(true)}>{w.addByHand}</Button>}>
        <p class="muted">{plan.shifts.length === 0 ? w.noByHand : w.byHandHint}</p>
        <ul class="plain cards-list">
          {plan.shifts.slice(0, SHOWN).map((one, i) => (
            <li key={one.starts_at + one.post + one.person} class="row">
              <ShiftLine shift={one} names={names} />
              {canChange && <Button icon="trash" label={w.remove(names.get(one.person) ?? "")} onClick={() => void form.submit(() => save({ ...plan, shifts: without(plan.shifts, i) }))}>{""}</Button>}
            </li>
          ))}
        </ul>
        {plan.shifts.length > SHOWN && <p class="muted">{w.moreFaults(plan.shifts.length - SHOWN)}</p>}
      </Section>
      {pattern !== null && <PatternForm roster={roster} names={names} index={pattern} onSave={save} onClose={() => setPattern(null)} />}
      {adding && <ShiftForm roster={roster} onSave={save} onClose={() => setAdding(false)} />}
    </>
  );
}

const SHOWN = 100;

function PatternLine({ pattern, names }: { pattern: Pattern; names: ReadonlyMap<string, string> }) {
  const w = dutyWords();
  return (
    <>
      <b>{`${w.posts[pattern.post]} · ${w.hoursOf(pattern.hours)}`}</b>
      <div>{pattern.people.map((id) => names.get(id) ?? id).join(" → ")}</div>
      <div class="muted">{`${w.firstFrom} ${date(pattern.starts_at)} ${clockOf(pattern.starts_at)}`}</div>
    </>
  );
}

function ShiftLine({ shift, names }: { shift: HandMade; names: ReadonlyMap<string, string> }) {
  return <span class="grow">{`${span(shift.starts_at, shift.ends_at)} · ${dutyWords().posts[shift.post]} · ${names.get(shift.person) ?? ""}`}</span>;
}
