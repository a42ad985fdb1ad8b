/** The clocks that run on a hazard, the tightest first. */
import { dueTime } from "../../i18n/format";
import { Due } from "../../ui/clock";
import { Section } from "../../ui/page";
import { wordOf } from "../words";
import type { Clock, Hazard } from "./types";
import { hazards } from "./words";

export function Clocks({ hazard }: { hazard: Hazard }) {
  const w = hazards();
  return (
    <Section title={w.clocks}>
      {hazard.clocks.length === 0 && <p class="muted">{w.noClocks}</p>}
      <ul class="plain clocks">
        {hazard.clocks.map((clock) => (
          <li key={clock.id}>
            <span>
              <b>{wordOf(w.clock, clock.name)}</b>
              <span class="second">{w.clockDue(dueTime(clock.due_at))}</span>
            </span>
            <Remaining clock={clock} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const Remaining = ({ clock }: { clock: Clock }) => <Due at={clock.due_at} paused={clock.state === "paused" ? { until: clock.paused_until } : null} />;
