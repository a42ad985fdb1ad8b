/** C1: what this crew has to do, the most urgent first. */
import { useEffect, useState } from "preact/hooks";
import type { Season as SeasonRow } from "../api";
import { nameOf } from "../i18n";
import { today } from "../i18n/today";
import { date, dateTime, isoDate } from "../i18n/format";
import { drafts, mirror, myDrafts, waiting } from "../shell/queue";
import { may, me } from "../shell/session";
import { fetching } from "../shell/working";
import type { Draft } from "../store/shapes";
import { Button, ButtonLink } from "../ui/button";
import { Icon } from "../ui/icon";
import { Blank, Notice } from "../ui/notice";
import { Chip, Status } from "../ui/status";
import { progressOf } from "./answers";
import { ComplaintTiles } from "./complaint_tiles";
import { DutyCard } from "./duty_card";
import { CrewScreen } from "./frame";
import { HazardTiles } from "./hazard_tiles";
import { inspectedHere, readKnowledge, useMirror } from "./knowledge";
import { PlaceSearch } from "./places";
import { warmUp } from "./screens";
import { type SiteWork, daysBetween, isDone, seasonAt, workOf } from "./work";

const SHOWN_AT_ONCE = 40;
const OLD_HOURS = 24;

export function Today() {
  const w = today();
  useEffect(warmUp, []);
  const day = isoDate(new Date());
  return (
    <CrewScreen title={w.title} up={null} sub={w.greeting(date(new Date()), me.value?.user.name ?? "")} actions={<Actions />}>
      <Warnings />
      <ComplaintTiles />
      <HazardTiles />
      <DutyCard />
      {myDrafts.value.length > 0 && (
        <section aria-label={w.drafts} class="stack-tight">
          <h2>{w.drafts}</h2>
          {myDrafts.value.map((draft) => (
            <DraftCard key={draft.id} draft={draft} />
          ))}
        </section>
      )}
      <PlaceSearch label={w.find} onChoose={null}>
        <Work day={day} />
      </PlaceSearch>
      <Menu />
    </CrewScreen>
  );
}

function Actions() {
  const w = today();
  return (
    <>
      <ButtonLink href="/app/report" icon="hazard">{w.report}</ButtonLink>
      <a class="button primary main" href="/app/scan" data-testid="scan">
        <Icon name="scan" />
        {w.scan}
      </a>
    </>
  );
}

/** Storage that the browser may clear, and records that wait too long. */
function Warnings() {
  const w = today();
  const oldest = Math.min(...waiting.value.map((item) => Date.parse(item.happened_at)));
  const hours = Math.floor((Date.now() - oldest) / 3_600_000);
  return <>{hours >= OLD_HOURS && <Notice status="warn">{w.oldQueue(hours)}</Notice>}<InstallHint /></>;
}

const HINT_SEEN = "install-hint";

/** iOS clears the storage of pages that are not on the home screen after seven days. */
function InstallHint() {
  const w = today();
  const [seen, setSeen] = useState(() => localStorage.getItem(HINT_SEEN) !== null || matchMedia("(display-mode: standalone)").matches);
  if (seen || drafts.value.length + waiting.value.length === 0) return null;
  const dismiss = (): void => {
    localStorage.setItem(HINT_SEEN, new Date().toISOString());
    setSeen(true);
  };
  return (
    <Notice
      status="info"
      actions={
        <>
          <ButtonLink href="/app/phone">{w.installHow}</ButtonLink>
          <Button kind="quiet" onClick={dismiss}>{w.later}</Button>
        </>
      }
    >
      {w.install}
    </Notice>
  );
}

function DraftCard({ draft }: { draft: Draft }) {
  const { done, of } = progressOf(draft);
  return (
    <a class="card" href={`/app/inspect/${draft.id}`}>
      <h3>{draft.asset_name}{draft.household_name && ` · ${draft.household_name}`}</h3>
      <p class="muted">{today().draft(done, of)}</p>
    </a>
  );
}

function Work({ day }: { day: string }) {
  const w = today();
  const known = useMirror(readKnowledge);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (known === null) return null;
  if (mirror.value?.generation == null) return <Blank title={fetching.value ? w.pulling : w.neverPulled} icon="download" />;
  const works = workOf({ ...known, inspectedHere: inspectedHere() }, day);
  const open = works.filter((work) => !isDone(work));
  const done = works.filter(isDone);
  return (
    <>
      <Season seasons={known.seasons} day={day} />
      <section aria-label={w.sites} class="stack-tight">
        <h2>{w.sites}</h2>
        {open.length === 0 && <Blank title={w.nothing} icon="ok">{w.nothingText}</Blank>}
        {open.slice(0, shown).map((work) => (
          <SiteCard key={work.site.id} work={work} />
        ))}
        {open.length > shown && <Button onClick={() => setShown(shown + SHOWN_AT_ONCE)}>{w.more(Math.min(SHOWN_AT_ONCE, open.length - shown))}</Button>}
      </section>
      {done.length > 0 && (
        <details class="finished">
          <summary>{w.checked(done.length)}</summary>
          {done.slice(0, 200).map((work) => (
            <SiteCard key={work.site.id} work={work} />
          ))}
        </details>
      )}
    </>
  );
}

function Season({ seasons, day }: { seasons: SeasonRow[]; day: string }) {
  const w = today();
  const season = seasonAt(seasons, day);
  const pulled = mirror.value?.pulled_at;
  const days = season ? daysBetween(day, season.starts_on) : 0;
  return (
    <p class="muted pieces">
      {season && <span>{days > 0 ? w.season(season.name, days) : w.seasonOn(season.name)}</span>}
      {pulled && <span>{w.pulled(dateTime(pulled))}</span>}
    </p>
  );
}

function SiteCard({ work }: { work: SiteWork }) {
  const w = today();
  return (
    <a class="card site" href={`/app/places/${work.site.id}`}>
      <h3>{nameOf(work.site)}</h3>
      <p class="row">
        <Due work={work} />
        <span class="muted">{w.progress(work.inspected, work.assets)}</span>
      </p>
      {(work.failing > 0 || work.hazards > 0) && (
        <p class="row">
          {work.failing > 0 && <Status status="danger">{w.failing(work.failing)}</Status>}
          {work.hazards > 0 && <Status status="warn">{w.hazards(work.hazards)}</Status>}
        </p>
      )}
    </a>
  );
}

function Due({ work }: { work: SiteWork }) {
  const w = today();
  if (work.inspected === work.assets) return work.failing > 0 ? null : <Chip status="ok">{w.done}</Chip>;
  if (work.days_left === null || work.due_on === null) return null;
  if (work.days_left < 0) return <Chip status="danger">{w.overdue(-work.days_left)}</Chip>;
  if (work.days_left === 0) return <Chip status="warn">{w.dueToday}</Chip>;
  return <Chip status={work.days_left <= 7 ? "warn" : "info"}>{w.due(date(work.due_on))}</Chip>;
}

function Menu() {
  const w = today();
  return (
    <nav aria-label={w.menu} class="crewmenu">
      <ButtonLink href="/app/my/complaints" icon="bell">{w.complaintList}</ButtonLink>
      <ButtonLink href="/app/my/hazards" icon="hazard">{w.hazardList}</ButtonLink>
      <ButtonLink href="/app/handbook" icon="list">{w.handbook}</ButtonLink>
      <ButtonLink href="/app/outbox" icon="outbox">{w.outbox}</ButtonLink>
      <ButtonLink href="/app/phone" icon="phone">{w.phone}</ButtonLink>
      <ButtonLink href="/app/help" icon="warn">{w.help}</ButtonLink>
      <ButtonLink href="/app/account" icon="person">{w.account}</ButtonLink>
      {may("readiness.read") && <ButtonLink href="/app/readiness" icon="gauge">{w.office}</ButtonLink>}
    </nav>
  );
}
