/** The chosen complaint beside the queue: what the row has no room for, and what can be done, each with its key. */
import { nameOf } from "../../i18n";
import { dateTime, dueTime } from "../../i18n/format";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { Due } from "../../ui/clock";
import type { IconName } from "../../ui/icon";
import { Facts } from "../../ui/page";
import { Chip } from "../../ui/status";
import { categoryName } from "../complaints/categories";
import { MarkChips } from "../complaints/marks";
import type { Row } from "../complaints/types";
import { complaints } from "../complaints/words";
import { organizationTrail } from "../lookups";
import { COMPLAINT_TONE, toneOf } from "../tones";
import { wordOf } from "../words";
import type { Act } from "./actions";
import { SOON, whoOf } from "./row";
import { desk } from "./words";

interface Offered {
  act: Act;
  key: string;
  icon: IconName;
  needs: string;
  fits: (row: Row) => boolean;
}

const OFFERED: readonly Offered[] = [
  { act: "open", key: "Enter", icon: "right", needs: "complaints.read", fits: () => true },
  { act: "acknowledge", key: "A", icon: "ok", needs: "complaints.handle", fits: (row) => row.status === "dispatched" },
  { act: "claim", key: "T", icon: "flag", needs: "complaints.handle", fits: (row) => row.claimed_by === null },
  { act: "dispatch", key: "D", icon: "send", needs: "complaints.handle", fits: () => true },
  { act: "merge", key: "M", icon: "tree", needs: "complaints.merge", fits: () => true },
  { act: "call", key: "C", icon: "phone", needs: "complaints.personal", fits: () => true },
];

export function Chosen({ row, others, onAct, onStation }: { row: Row | null; others: number; onAct: (act: Act) => void; onStation: () => void }) {
  const w = complaints();
  if (!row) return <aside class="chosen muted">{desk().chooseOne}</aside>;
  return (
    <aside class="chosen stack" aria-label={desk().chosen}>
      <div>
        <h2>{categoryName(row.category) || w.noCategory}</h2>
        <p class="muted code">{row.number}</p>
      </div>
      <div class="row">
        <Chip status={toneOf(COMPLAINT_TONE, row.status)}>{wordOf(w.status, row.status)}</Chip>
        {row.urgency === "urgent" && <Chip status="danger">{w.urgency.urgent}</Chip>}
        <MarkChips row={row} />
      </div>
      <div class="actions">
        {OFFERED.filter((one) => may(one.needs) && one.fits(row)).map(({ act, key, icon }) => (
          <Button key={act} icon={icon} onClick={() => onAct(act)}>
            {desk()[act]} <kbd>{key}</kbd>
          </Button>
        ))}
      </div>
      <Facts
        rows={[
          [w.due, <Due key="due" moment at={row.due_at} soon={SOON} paused={row.status === "paused" ? { until: row.paused_until } : null} />],
          [w.address, row.address || w.noAddress],
          [w.station, row.station ? nameOf(row.station) : w.noStation],
          others > 0 && ["", <Button key="same" kind="quiet" onClick={onStation}>{w.sameStation(others)} <kbd>S</kbd></Button>],
          [w.who, whoOf(row)],
          [w.organization, organizationTrail(row.organization)],
          row.matter_class && [w.matter, w.matterClass[row.matter_class]],
          [w.received, `${dateTime(row.received_at)} · ${wordOf(w.channel, row.channel)}`],
          row.paused_until && [w.status.paused, dueTime(row.paused_until)],
        ]}
      />
    </aside>
  );
}
