/** One hazard with its story so far and what this person may do next; complete without signal. */
import "../../shell/start";
import { nameOf } from "../../i18n";
import { date, dateTime } from "../../i18n/format";
import type { Params } from "../../shell/router";
import { refused } from "../../shell/queue";
import { may, me } from "../../shell/session";
import { ButtonLink } from "../../ui/button";
import { Due } from "../../ui/clock";
import { Blank, Notice } from "../../ui/notice";
import { Facts, Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { roleName } from "../../ui/photos";
import type { Hazard as HazardRow } from "../../api";
import { CrewScreen } from "../frame";
import { firstPicture, repairPictures } from "./facing";
import { Picture } from "./picture";
import { useStandings } from "./reading";
import { GradeWords, StatusWords, placeOf, titleOf } from "./row";
import { type Standing, isPhoneStep, isStep, stepsFor } from "./standing";
import { StorySoFar } from "./story";
import { phoneHazards } from "./words";
import { whyWords } from "./why";

export default function Hazard({ params }: { params: Params }) {
  const known = useStandings();
  if (known === null) return null;
  const standing = known.find(({ hazard }) => hazard.id === params["id"]);
  return standing ? <Page standing={standing} /> : <Gone />;
}

export function Gone() {
  const w = phoneHazards();
  return (
    <CrewScreen title={w.gone} up="/app/my/hazards">
      <Blank title={w.gone} icon="search" actions={<ButtonLink href="/app/my/hazards">{w.toList}</ButtonLink>}>{w.goneText}</Blank>
    </CrewScreen>
  );
}

function Page({ standing }: { standing: Standing }) {
  const w = phoneHazards();
  const { hazard, onlyHere } = standing;
  return (
    <CrewScreen title={titleOf(hazard)} up="/app/my/hazards" sub={hazard.number || w.onlyHere} actions={<Actions hazard={hazard} />}>
      <p class="row">
        <GradeWords hazard={hazard} />
        <StatusWords hazard={hazard} />
      </p>
      <Warnings standing={standing} />
      <Clocks hazard={hazard} />
      <Pictures hazard={hazard} />
      {hazard.description && <p>{hazard.description}</p>}
      <Record hazard={hazard} />
      {!onlyHere && <StorySoFar standing={standing} />}
      {hasOfficeSteps(hazard) && <ButtonLink href={`/app/hazards/${hazard.id}?whole`} icon="right">{w.office}</ButtonLink>}
    </CrewScreen>
  );
}

const OFFICE_STEPS = ["plan", "ask_extension", "decide_extension", "supervise"] as const;

/** Planning and extensions are written at leisure and with signal, on the office's page. */
function hasOfficeSteps(hazard: HazardRow): boolean {
  const steps = stepsFor(hazard, me.value!);
  return OFFICE_STEPS.some((step) => steps.includes(step));
}

/** The last of the two at the thumb is the one that goes on; what undoes stands beside it, not next to it. */
const ORDER = ["dismiss", "progress", "send_back", "confirm", "fix_on_the_spot", "rectify", "accept"];

function Actions({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  const steps = stepsFor(hazard, me.value!).filter(isPhoneStep).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  if (steps.length === 0) return <p class="waits">{w.waits[hazard.status]}</p>;
  return (
    <>
      {steps.map((step, i) => (
        <ButtonLink key={step} kind={i === steps.length - 1 ? "primary" : "plain"} href={`/app/my/hazards/${hazard.id}/${step}`}>{w.act[step]}</ButtonLink>
      ))}
    </>
  );
}

function Warnings({ standing: { hazard, queued } }: { standing: Standing }) {
  const w = phoneHazards();
  const returned = refused.value.some((item) => isStep(item) && item.payload.hazard === hazard.id);
  return (
    <>
      {queued.map(({ item, refusal }) => refusal !== null && <Notice key={item.id} status="warn">{w.mayBeRefused(whyWords(refusal))}</Notice>)}
      {returned && <Notice status="danger" actions={<ButtonLink href="/app/outbox">{w.toOutbox}</ButtonLink>}>{w.refusedBefore}</Notice>}
      {(hazard.supervised || hazard.reworks > 0 || hazard.sightings > 1) && (
        <p class="row">
          {hazard.supervised && <Status status="danger">{w.supervised(hazard.supervised.leader.name)}</Status>}
          {hazard.reworks > 0 && <Status status="warn">{w.reworks(hazard.reworks)}</Status>}
          {hazard.sightings > 1 && <Status status="warn">{w.sightings(hazard.sightings)}</Status>}
        </p>
      )}
    </>
  );
}

function Clocks({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  if (hazard.clocks.length === 0) return null;
  return (
    <ul class="list clocks">
      {hazard.clocks.map((clock) => (
        <li key={clock.id}>
          <span class="grow">{w.clock[clock.name as keyof typeof w.clock] ?? clock.name}</span>
          <Due at={clock.due_at} paused={clock.paused_until ? { until: clock.paused_until } : null} moment />
        </li>
      ))}
    </ul>
  );
}

/** Before and after face each other as soon as there is an after. */
function Pictures({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  const after = repairPictures(hazard);
  const first = firstPicture(hazard);
  if (after.length > 0) {
    return (
      <Section title={w.beforeAfter}>
        <div class="photos pair">
          <Picture sha256={first?.sha256 ?? null} caption={w.beforePhoto} />
          <Picture sha256={after[0]!.sha256} caption={w.afterPhoto} />
        </div>
      </Section>
    );
  }
  if (hazard.photos.length === 0) return null;
  return (
    <div class="photos pair">
      {hazard.photos.map((photo) => (
        <Picture key={photo.sha256} sha256={photo.sha256} caption={roleName(photo.role)} />
      ))}
    </div>
  );
}

function Record({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  const page = hazard.asset ? `/app/assets/${hazard.asset.id}` : `/app/places/${hazard.site.id}`;
  return (
    <Facts
      rows={[
        [w.where, <a href={page}>{placeOf(hazard)}</a>],
        hazard.status !== "reported" && [w.unit, nameOf(hazard.unit)],
        [w.responsible, hazard.responsible?.name ?? w.nobody],
        [w.reporter, hazard.reporter.name],
        [w.found, dateTime(hazard.happened_at)],
        hazard.plan_needed && [w.plan, hazard.plan_complete ? <Status status="ok">{w.planComplete}</Status> : <Status status="warn">{w.planMissing}</Status>],
        hazard.extension && [w.extension, w.extensionOpen(date(hazard.extension.due_on))],
        hazard.code && may("hazards.read") && [w.code, <a href={`/app/handbook/${hazard.code}`}>{w.handbook}</a>],
      ]}
    />
  );
}
