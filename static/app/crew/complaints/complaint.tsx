/** One complaint and what this person may do next; complete without signal but for what was said and who called. */
import "../../shell/start";
import { useState } from "preact/hooks";
import { nameOf } from "../../i18n";
import { crew } from "../../i18n/crew";
import { date, dateTime, quantity } from "../../i18n/format";
import { complaints } from "../../office/complaints/words";
import type { Params } from "../../shell/router";
import { refused } from "../../shell/queue";
import { me } from "../../shell/session";
import { reachable } from "../../shell/working";
import type { PhoneComplaint } from "../../api";
import type { ComplaintStep } from "../../rules/complaints";
import type { Act } from "../../store/complaint_shapes";
import { ButtonLink } from "../../ui/button";
import { Blank, Notice } from "../../ui/notice";
import type { IconName } from "../../ui/icon";
import { Facts } from "../../ui/page";
import { Status } from "../../ui/status";
import { CrewScreen } from "../frame";
import { OneTap } from "./one_tap";
import { Said } from "./said";
import { useComplaints } from "./reading";
import { Pressing, doorOf, titleOf } from "./row";
import { type Standing, isComplaintItem, whyNotNow } from "./standing";
import { VisitsToCome, mineOf } from "./visits";
import { phoneComplaints } from "./words";

export default function Complaint({ params }: { params: Params }) {
  const known = useComplaints();
  if (known === null) return null;
  const standing = known.find(({ complaint }) => complaint.id === params["id"]);
  return standing ? <Page standing={standing} /> : <Gone />;
}

export function Gone() {
  const w = phoneComplaints();
  return (
    <CrewScreen title={w.gone} up="/app/my/complaints">
      <Blank title={w.gone} icon="search" actions={<ButtonLink href="/app/my/complaints">{w.toList}</ButtonLink>}>{w.goneText}</Blank>
    </CrewScreen>
  );
}

function Page({ standing }: { standing: Standing }) {
  const { complaint } = standing;
  const [kept, setKept] = useState(true);
  return (
    <CrewScreen title={titleOf(complaint)} up="/app/my/complaints" sub={complaint.number} actions={<Actions complaint={complaint} onKept={setKept} />}>
      {!kept && <Notice status="danger" urgent>{crew().check.saveFailed}</Notice>}
      <Pressing complaint={complaint} />
      <Warnings standing={standing} />
      <Record complaint={complaint} />
      <VisitsToCome complaint={complaint} onKept={setKept} />
      {reachable.value ? <Said complaint={complaint} /> : <p class="muted">{phoneComplaints().saidOffline}</p>}
      <MoreWays complaint={complaint} />
    </CrewScreen>
  );
}

function isOpenTo(complaint: PhoneComplaint, step: Act | ComplaintStep): boolean {
  return whyNotNow(complaint, step, null, me.value!) === null;
}

interface TappedProps {
  complaint: PhoneComplaint;
  onKept: (kept: boolean) => void;
}

/** What goes on lies at the thumb. */
function Actions({ complaint, onKept }: TappedProps) {
  const w = phoneComplaints();
  const page = `/app/my/complaints/${complaint.id}`;
  if (isOpenTo(complaint, "acknowledge")) {
    return (
      <>
        {isOpenTo(complaint, "return") && <ButtonLink href={`${page}/return`}>{w.act.return}</ButtonLink>}
        <OneTap complaint={complaint} operation={() => ({ type: "complaint.acknowledge", payload: { complaint: complaint.id } })} name={w.act.acknowledge} onKept={onKept} />
      </>
    );
  }
  if (isOpenTo(complaint, "resume")) return <OneTap complaint={complaint} operation={() => ({ type: "complaint.resume", payload: { complaint: complaint.id } })} name={w.act.resume} onKept={onKept} />;
  const visit = mineOf(complaint, me.value!);
  const complete = visit && <ButtonLink kind={isOpenTo(complaint, "resolve") ? "plain" : "primary"} href={`${page}/complete?visit=${visit.id}`}>{w.act.complete}</ButtonLink>;
  if (isOpenTo(complaint, "resolve")) return <>{complete}<ButtonLink kind="primary" href={`${page}/resolve`}>{w.act.resolve}</ButtonLink></>;
  if (complete) return complete;
  const { leftToOthers } = w;
  return <p class="waits">{complaint.status in leftToOthers ? leftToOthers[complaint.status as keyof typeof leftToOthers] : leftToOthers.other}</p>;
}

const WAYS: readonly (readonly [Act, IconName])[] = [["note", "pencil"], ["interim_reply", "send"], ["arrange", "calendar"], ["pause", "pause"]];

function MoreWays({ complaint }: { complaint: PhoneComplaint }) {
  const w = phoneComplaints();
  const open = WAYS.filter(([act]) => isOpenTo(complaint, act));
  if (open.length === 0) return null;
  return (
    <nav class="crewmenu" aria-label={w.moreWays}>
      {open.map(([act, icon]) => (
        <ButtonLink key={act} icon={icon} href={`/app/my/complaints/${complaint.id}/${act}`}>{w.act[act]}</ButtonLink>
      ))}
    </nav>
  );
}

function Warnings({ standing: { complaint, queued } }: { standing: Standing }) {
  const w = phoneComplaints();
  const returned = refused.value.some((item) => isComplaintItem(item) && item.about === complaint.id);
  return (
    <>
      {queued.map(({ item, refusal }) => refusal !== null && <Notice key={item.id} status="warn">{w.mayBeRefused(w.why[refusal])}</Notice>)}
      {queued.length > 0 && queued.every(({ refusal }) => refusal === null) && <Status status="info">{w.queuedHere}</Status>}
      {returned && <Notice status="danger" actions={<ButtonLink href="/app/outbox">{w.toOutbox}</ButtonLink>}>{w.refusedBefore}</Notice>}
      {(complaint.repeats > 0 || complaint.merged_count > 0) && (
        <p class="row">
          {complaint.repeats > 0 && <Status status="warn">{w.repeats(complaint.repeats)}</Status>}
          {complaint.merged_count > 0 && <Status status="info">{w.merged(complaint.merged_count)}</Status>}
        </p>
      )}
    </>
  );
}

function Record({ complaint }: { complaint: PhoneComplaint }) {
  const w = phoneComplaints();
  const { building, station, officer, indoor_c, promised_on } = complaint;
  return (
    <Facts
      rows={[
        building && [w.building, <a href={`/app/assets/${building.id}`}>{complaint.address}</a>],
        [w.home, doorOf(complaint) || <span class="muted">{w.doorLater}</span>],
        station && [complaints().station, <a href={`/app/assets/${station.id}`}>{nameOf(station)}</a>],
        indoor_c !== null && [w.saidIndoorLabel, quantity(indoor_c, "°C")],
        [w.officer, officer?.name ?? complaints().nobody],
        promised_on && [w.promised, date(promised_on)],
        [complaints().received, dateTime(complaint.received_at)],
      ]}
    />
  );
}
