/** Sites that count as ready by a leader's word only: in front, with name, reason, replacement and end. */
import { nameOf } from "../../i18n";
import { date, dateTime, number } from "../../i18n/format";
import { Icon } from "../../ui/icon";
import { Facts } from "../../ui/page";
import type { Override } from "./types";
import { overrideWords } from "./override_words";

export function OverrideList({ overrides }: { overrides: readonly Override[] }) {
  const w = overrideWords();
  if (overrides.length === 0) return null;
  return (
    <section class="overrides" aria-label={w.front(number(overrides.length))}>
      <h2>
        <Icon name="flag" />
        {w.front(number(overrides.length))}
      </h2>
      <ul class="plain">
        {overrides.map((one) => (
          <li key={one.id}>
            <a href={`/app/readiness/sites/${one.site.id}`}>
              <b>{nameOf({ name_en: null, ...one.site })}</b>
            </a>
            <span>{w.by(one.made_by.name, one.reason)}</span>
            <span class="muted">{w.until(date(one.expires_on), w.daysLeft(one.days_left))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OverrideFacts({ override }: { override: Override }) {
  const w = overrideWords();
  return (
    <Facts
      rows={[
        [w.madeBy, `${override.made_by.name} · ${dateTime(override.made_at)}`],
        [w.reason, override.reason],
        [w.alternative, override.alternative_supply],
        [w.expires, `${date(override.expires_on)} · ${w.daysLeft(override.days_left)}`],
        override.hazards.length > 0 && [w.covers, <Covered key="covers" ids={override.hazards} />],
      ]}
    />
  );
}

function Covered({ ids }: { ids: readonly string[] }) {
  return (
    <>
      {ids.map((id, i) => (
        <a key={id} class="target" style="margin-right:12px" href={`/app/hazards/${id}`}>{overrideWords().hazard(i + 1)}</a>
      ))}
    </>
  );
}

/** Former ones, each with how it ended. */
export function PastOverrides({ overrides }: { overrides: readonly Override[] }) {
  const w = overrideWords();
  return (
    <ul class="plain ruled">
      {overrides.map((one) => (
        <li key={one.id}>
          <b>{w.by(one.made_by.name, one.reason)}</b>
          <p class="muted">
            {dateTime(one.made_at)} – {one.ended_at && dateTime(one.ended_at)} · {one.ended_by ? w.liftedBy(one.ended_by.name) : w.expired}
          </p>
        </li>
      ))}
    </ul>
  );
}
