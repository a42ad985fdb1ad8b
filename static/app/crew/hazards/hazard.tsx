/** One hazard with its story so far and what this person may do next; complete without signal. */
import "../../shell/start";
import { nameOf } from "../../i18n";
import { date, dateTime, number } from "../../i18n/format";
import type { Params } from "../../shell/router";
import { outbox, photos, refused } from "../../shell/queue";
import { may, me } from "../../shell/session";
import { ButtonLink } from "../../ui/button";
import { Due } from "../../ui/clock";
import { Blank, Notice } from "../../ui/notice";
import { Facts, Section } from "../../ui/page";
import { Status } from "../../ui/status";
import type { IconName } from "../../ui/icon";
import type { PhoneStep } from "../../store/shapes";
import { roleName } from "../../ui/photos";
import type { Hazard as HazardRow } from "../../api";
import { CrewScreen } from "../frame";
import { replacedPhotos } from "../replaced";
import { firstPicture, repairPictures } from "./facing";
import { Picture } from "./picture";
import { useStandings } from "./reading";
import { GradeWords, StatusWords, placeOf, titleOf } from "./row";
import { type Standing, isPhoneStep, isStep, standingOf, stepsFor } from "./standing";
import { StorySoFar } from "./story";
import { phoneHazards } from "./words";
import { whyWords } from "./why";

export default function Hazard({ params }: { params: Params }) {
  const known = useStandings();
  if (known === null) return null;
  const standing = standingOf(known, params["id"]!);
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
      <PlanSoFar hazard={hazard} />
      <MoreWays hazard={hazard} />
      {!onlyHere && <StorySoFar standing={standing} />}
    </CrewScreen>
  );
}

/** The last at the thumb is the one that goes on; what undoes stands beside it, not next to it. */
const ORDER: readonly PhoneStep[] = ["dismiss", "send_back", "progress", "reopen", "decide_extension", "confirm", "fix_on_the_spot", "rectify", "accept"];
/** Written at leisure: in the page, unless there is nothing else to do. */
const DESK: readonly PhoneStep[] = ["plan", "ask_extension", "supervise"];

function waysOn(hazard: HazardRow): { bar: PhoneStep[]; desk: PhoneStep[] } {
  const steps = stepsFor(hazard, me.value!).filter(isPhoneStep);
  const bar = ORDER.filter((step) => steps.includes(step));
  const desk = DESK.filter((step) => steps.includes(step));
  return bar.length > 0 ? { bar, desk } : { bar: desk.slice(0, 2).reverse(), desk: desk.slice(2) };
}

function Actions({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  const { bar } = waysOn(hazard);
  if (bar.length === 0) return <p class="waits">{w.waits[hazard.status]}</p>;
  return (
    <>
      {bar.map((step, i) => (
        <ButtonLink key={step} kind={i === bar.length - 1 ? "primary" : "plain"} href={`/app/my/hazards/${hazard.id}/${step}`}>{w.act[step]}</ButtonLink>
      ))}
    </>
  );
}

function MoreWays({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  const { desk } = waysOn(hazard);
  if (desk.length === 0) return null;
  return (
    <nav class="crewmenu" aria-label={w.moreWays}>
      {desk.map((step) => (
        <ButtonLink key={step} icon={DESK_ICON[step]} href={`/app/my/hazards/${hazard.id}/${step}`}>{w.act[step]}</ButtonLink>
      ))}
    </nav>
  );
}

const DESK_ICON: Partial<Record<PhoneStep, IconName>> = { plan: "clipboard", ask_extension: "clock", supervise: "person" };

function Warnings({ standing: { hazard, queued } }: { standing: Standing }) {
  const w = phoneHazards();
  const returned = refused.value.some((item) => isStep(item) && item.payload.hazard === hazard.id);
  return (
    <>
      {queued.map(({ item, refusal }) => refusal !== null && <Notice key={item.id} status="warn">{w.mayBeRefused(whyWords(refusal))}</Notice>)}
      {returned && <Notice status="danger" actions={<ButtonLink href="/app/outbox">{w.toOutbox}</ButtonLink>}>{w.refusedBefore}</Notice>}
      <ReturnedPhoto hazard={hazard} />
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

/** A picture of it that this phone took and the server would not have. */
function ReturnedPhoto({ hazard }: { hazard: HazardRow }) {
  const w = phoneHazards();
  const replaced = replacedPhotos(outbox.value);
  const shown = [...hazard.photos, ...hazard.steps.flatMap((step) => step.photos)];
  const returned = shown.map(({ sha256 }) => photos.value.get(sha256)).find((photo) => photo?.problem && !replaced.has(photo.sha256));
  if (!returned?.problem || hazard.version === 0) return null;
  const actions = <ButtonLink href={`/app/my/hazards/${hazard.id}/photo/${returned.sha256}`}>{w.photoTitle}</ButtonLink>;
  return <Notice status="danger" actions={actions}>{w.photoReturned(returned.problem.detail)}</Notice>;
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

/** What is written of the five parts. */
function PlanSoFar({ hazard: { plan } }: { hazard: HazardRow }) {
  const w = phoneHazards();
  if (!plan || (!plan.time_limit_on && !plan.measures && !plan.funds && !plan.contingency)) return null;
  return (
    <Section title={w.plan}>
      <Facts
        rows={[
          plan.time_limit_on && [w.parts.time_limit, date(plan.time_limit_on)],
          plan.measures && [w.parts.measures, plan.measures],
          plan.funds && [w.parts.funds, `${number(plan.funds.amount_cny)} ${w.yuan} · ${plan.funds.source}`],
          plan.contingency && [w.parts.contingency, plan.contingency],
        ]}
      />
    </Section>
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
        hazard.closed_at && [w.closedAt, dateTime(hazard.closed_at)],
        hazard.plan_needed && [w.plan, hazard.plan_complete ? <Status status="ok">{w.planComplete}</Status> : <Status status="warn">{w.planMissing}</Status>],
        hazard.extension && [w.extension, w.extensionOpen(date(hazard.extension.due_on))],
        hazard.code && may("hazards.read") && [w.code, <a href={`/app/handbook/${hazard.code}`}>{w.handbook}</a>],
      ]}
    />
  );
}
