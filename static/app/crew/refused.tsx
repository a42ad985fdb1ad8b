/** A record the server returned: why, and what a person may do about it. */
import { useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { dateTime } from "../i18n/format";
import { navigate } from "../shell/router";
import { sendNow } from "../shell/working";
import { giveUp, tryAgain } from "../store/outbox";
import type { OutboxItem } from "../store/shapes";
import { download, exportItem } from "../sync/export";
import { Button } from "../ui/button";
import { Confirm } from "../ui/dialog";
import { Status } from "../ui/status";
import { useComplaints } from "./complaints/reading";
import { actOf } from "./complaints/reopening";
import { type ComplaintItem, isComplaintItem } from "./complaints/standing";
import { phoneComplaints } from "./complaints/words";
import { complaints } from "../office/complaints/words";
import { useStandings } from "./hazards/reading";
import { isStep, standingOf } from "./hazards/standing";
import { phoneHazards } from "./hazards/words";
import { reopen } from "./reopening";

/** Where a conflict names the present state. */
const PRESENT: readonly string[] = ["/payload/hazard", "/payload/complaint", "/payload/visit"];

/** What took one tap has nothing to edit. */
function mayBeEdited(item: OutboxItem): boolean {
  if (isComplaintItem(item)) return actOf(item) !== null;
  return item.type !== "label.attach" && item.type !== "hazard.replace_photo";
}

export function RefusedItem({ item }: { item: OutboxItem }) {
  const w = crew().outbox;
  const [asking, setAsking] = useState(false);
  // the present state has a line of its own
  const wrong = item.problem?.errors?.filter(({ pointer }) => !PRESENT.includes(pointer)) ?? [];
  const again = async (): Promise<void> => {
    await tryAgain(item.id);
    void sendNow(true);
  };
  const edit = async (): Promise<void> => {
    const to = await reopen(item);
    if (to) navigate(to);
  };
  return (
    <article class="card" data-id={item.id} data-state="refused">
      <div class="row">
        <b class="grow">{item.subject}</b>
        <Status status="danger">{w.states.refused}</Status>
      </div>
      <p class="muted">{w.types[item.type]} · {w.captured(dateTime(item.happened_at))}</p>
      <p class="reason">{w.reason(item.problem?.detail ?? "")}</p>
      {wrong.length > 0 && (
        <ul class="failing">
          {wrong.map((error) => (
            <li key={error.pointer + error.code}>{error.detail}</li>
          ))}
        </ul>
      )}
      {isStep(item) && <Present hazard={item.payload.hazard} />}
      {isComplaintItem(item) && <PresentComplaint item={item} />}
      <p class="muted">{w.reasonHelp}</p>
      <div class="actions">
        {mayBeEdited(item) && <Button kind="primary" onClick={() => void edit()}>{w.edit}</Button>}
        <Button onClick={() => void again()}>{w.again}</Button>
        <Button onClick={() => void exportItem(item).then(download)}>{w.exportOne}</Button>
        <Button kind="quiet" onClick={() => setAsking(true)}>{w.giveUp}</Button>
      </div>
      {asking && (
        <Confirm title={w.giveUp} action={w.giveUp} onConfirm={() => giveUp(item.id)} onClose={() => setAsking(false)}>
          <p>{w.giveUpAsk}</p>
        </Confirm>
      )}
    </article>
  );
}

/** Where the hazard stands now, as this phone knows it since. */
function Present({ hazard }: { hazard: string }) {
  const w = phoneHazards();
  const found = standingOf(useStandings() ?? [], hazard)?.hazard;
  if (!found) return null;
  return (
    <p>
      <a href={`/app/my/hazards/${found.id}`} data-testid="present">{w.presently(w.statuses[found.status])}</a>
    </p>
  );
}

/** The same of a complaint. */
function PresentComplaint({ item }: { item: ComplaintItem }) {
  const found = useComplaints()?.find(({ complaint }) => complaint.id === item.about)?.complaint;
  if (!found) return null;
  return (
    <p>
      <a href={`/app/my/complaints/${found.id}`} data-testid="present">{phoneComplaints().presently(complaints().status[found.status])}</a>
    </p>
  );
}
