/** The household visits to come: when, who goes there, and what may be entered. */
import type { Me, PhoneComplaint, PhoneVisit } from "../../api";
import { date, time } from "../../i18n/format";
import { visitWords } from "../../office/visits/words";
import { me } from "../../shell/session";
import { ButtonLink } from "../../ui/button";
import { Section } from "../../ui/page";
import { onTheSpot } from "./acting";
import { OneTap } from "./one_tap";
import { whyNotNow } from "./standing";
import { phoneComplaints } from "./words";

/** The visit that this person makes. */
export function mineOf({ visits }: PhoneComplaint, { user }: Me): PhoneVisit | null {
  return visits.find(({ visitor }) => visitor.id === user.id) ?? null;
}

export function VisitsToCome({ complaint, onKept }: { complaint: PhoneComplaint; onKept: (kept: boolean) => void }) {
  const w = phoneComplaints();
  const mayArrange = whyNotNow(complaint, "arrange", null, me.value!) === null;
  if (!mayArrange && complaint.visits.length === 0) return null;
  return (
    <Section title={w.visits}>
      {complaint.visits.length > 0 && (
        <ul class="list">
          {complaint.visits.map((visit) => (
            <Visit key={visit.id} complaint={complaint} visit={visit} />
          ))}
        </ul>
      )}
      {mayArrange && mineOf(complaint, me.value!) === null && <OneTap icon="building" complaint={complaint} operation={() => onTheSpot(complaint)} name={w.arrive} onKept={onKept} />}
    </Section>
  );
}

const ACTS_HERE = ["complete", "miss", "move", "cancel"] as const;

function Visit({ complaint, visit }: { complaint: PhoneComplaint; visit: PhoneVisit }) {
  const w = phoneComplaints();
  const page = (act: string): string => `/app/my/complaints/${complaint.id}/${act}?visit=${visit.id}`;
  const isMine = visit.id === mineOf(complaint, me.value!)?.id; // its result is entered at the thumb
  const open = ACTS_HERE.filter((act) => !(isMine && act === "complete") && whyNotNow(complaint, act, visit, me.value!) === null);
  const marks = [visitWords().state[visit.state], visit.absences > 0 && visitWords().absences(visit.absences), visit.key_is_out && w.keyOut].filter(Boolean);
  return (
    <li data-visit={visit.id} data-state={visit.state}>
      <div class="grow stack-tight">
        <b>{w.slot(date(visit.starts_at), time(visit.starts_at), time(visit.ends_at))}</b>
        <p class="muted">{[visit.visitor.name, ...marks].join(" · ")}</p>
        <div class="actions">
          {open.map((act) => (
            <ButtonLink key={act} href={page(act)}>{w.act[act]}</ButtonLink>
          ))}
        </div>
      </div>
    </li>
  );
}
