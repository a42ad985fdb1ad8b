/** One complaint in a list: what, where, how pressing, and what of it lies only on this phone. */
import type { PhoneComplaint } from "../../api";
import { inLanguage, nameOf } from "../../i18n";
import { quantity } from "../../i18n/format";
import { complaints } from "../../office/complaints/words";
import { Due } from "../../ui/clock";
import { Icon, type IconName } from "../../ui/icon";
import { Status } from "../../ui/status";
import type { Standing } from "./standing";
import { phoneComplaints } from "./words";

export function titleOf({ category_name, address }: PhoneComplaint): string {
  return [category_name ? inLanguage(category_name) : complaints().noCategory, address || complaints().noAddress].join(" · ");
}

/** "2单元501室" as it was said, where this person may know it. */
export function doorOf({ unit, room }: PhoneComplaint): string {
  return [unit, room].filter(Boolean).join("-");
}

const STATUS_ICON: Record<PhoneComplaint["status"], IconName> = {
  received: "inbox",
  assessed: "inbox",
  dispatched: "bell",
  handling: "sliders",
  paused: "pause",
  resolved: "clipboard",
  verified: "letter",
  replied: "letter",
  closed: "ok",
};

export function StatusWords({ status }: Pick<PhoneComplaint, "status">) {
  return (
    <span class="state">
      <Icon name={STATUS_ICON[status]} />
      {complaints().status[status]}
    </span>
  );
}

/** How pressing it is, where it stands, and by when. */
export function Pressing({ complaint }: { complaint: PhoneComplaint }) {
  const { due_at, status, paused_until } = complaint;
  return (
    <p class="row">
      {complaint.urgency === "urgent" && <Status status="danger">{phoneComplaints().urgent}</Status>}
      <StatusWords status={status} />
      {(due_at || status === "paused") && <Due at={due_at ?? paused_until} paused={status === "paused" ? { until: paused_until } : null} />}
    </p>
  );
}

export function ComplaintRow({ standing: { complaint, queued } }: { standing: Standing }) {
  const w = phoneComplaints();
  const { station, indoor_c } = complaint;
  const where = [doorOf(complaint), station && nameOf(station), indoor_c !== null && w.saidIndoor(quantity(indoor_c, "°C"))].filter(Boolean);
  return (
    <a class="card hazard" href={`/app/my/complaints/${complaint.id}`} data-complaint={complaint.id} data-status={complaint.status}>
      <h3>{titleOf(complaint)}</h3>
      {where.length > 0 && <p class="muted">{where.join(" · ")}</p>}
      <Pressing complaint={complaint} />
      {queued.length > 0 && <p class="status info small"><Icon name="outbox" />{w.queuedHere}</p>}
    </a>
  );
}
