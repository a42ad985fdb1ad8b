/** Every extension that was asked for, with who decided what. */
import { date, dateTime } from "../../i18n/format";
import { Section } from "../../ui/page";
import { Status, type Tone } from "../../ui/status";
import { wordOf } from "../words";
import type { Extension } from "./types";
import { hazards } from "./words";

const TONE: Record<string, Tone> = { granted: "ok", refused: "danger", withdrawn: "off" };

export function Extensions({ extensions }: { extensions: readonly Extension[] }) {
  const w = hazards();
  return (
    <Section title={w.extensions}>
      <ul class="plain ruled">
        {extensions.map((one) => (
          <li key={one.id}>
            <div class="row spread">
              <b>{w.extensionTo(date(one.due_on))}</b>
              <Status status={one.decision ? (TONE[one.decision] ?? "off") : "info"}>{one.decision ? wordOf(w.decision, one.decision) : w.undecided}</Status>
            </div>
            <p>{one.reason}</p>
            <p class="muted">{w.decidedBy(one.asked_by.name, dateTime(one.asked_at))}</p>
            {one.decided_by && one.decided_at && (
              <p>
                {one.decision_reason} <span class="muted">{w.decidedBy(one.decided_by.name, dateTime(one.decided_at))}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
