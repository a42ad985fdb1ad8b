/** One hazard in a list: what, where, how grave, by when, and what of it lies only on this phone. */
import type { ComponentChildren } from "preact";
import type { Hazard } from "../../api";
import { language, nameOf } from "../../i18n";
import { crew } from "../../i18n/crew";
import { Due } from "../../ui/clock";
import { Grade } from "../../ui/grade";
import { Icon, type IconName } from "../../ui/icon";
import type { Standing } from "./standing";
import { phoneHazards } from "./words";

export const titleOf = (hazard: Hazard): string => (language.value === "en" && hazard.title_en ? hazard.title_en : hazard.title);

/** The site and the device in it; not twice where the device's name begins with the site's. */
export function placeOf({ site, asset }: Hazard): string {
  const names = asset ? [nameOf(site), nameOf(asset)] : [nameOf(site)];
  return asset && names[1]!.startsWith(names[0]!) ? names[1]! : names.join(" · ");
}

const STATUS_ICON: Record<Hazard["status"], IconName> = { reported: "inbox", rectifying: "sliders", rectified: "clipboard", closed: "ok", dismissed: "close" };

/** Where it stands: quieter than its grade and its due time, which are what presses. */
export function StatusWords({ hazard }: { hazard: Hazard }) {
  return (
    <span class="state">
      <Icon name={STATUS_ICON[hazard.status]} />
      {phoneHazards().statuses[hazard.status]}
    </span>
  );
}

export function GradeWords({ hazard }: { hazard: Hazard }) {
  if (hazard.weak_link) return <span class="status off"><Icon name="chain" />{phoneHazards().weakLink}</span>;
  return <Grade of={hazard.grade}>{crew().check.grades[hazard.grade]}</Grade>;
}

export function HazardRow({ standing, aside }: { standing: Standing; aside?: ComponentChildren }) {
  const { hazard, queued, onlyHere } = standing;
  const w = phoneHazards();
  return (
    <a class="card hazard" href={`/app/my/hazards/${hazard.id}`} data-hazard={hazard.id} data-status={hazard.status}>
      <h3>{titleOf(hazard)}</h3>
      <p class="muted">{placeOf(hazard)}</p>
      <p class="row">
        <GradeWords hazard={hazard} />
        <StatusWords hazard={hazard} />
        {hazard.due_at && <Due at={hazard.due_at} />}
      </p>
      {aside}
      {(onlyHere || queued.length > 0) && <p class="status info small"><Icon name="outbox" />{onlyHere ? w.onlyHere : w.queuedHere}</p>}
    </a>
  );
}
