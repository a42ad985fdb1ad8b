/** Parts of the forms: when, how warm, in which room, and who signs for it. */
import type { Room as RoomKey, Signature } from "../../api";
import { Signing } from "../../office/visits/signing";
import { stepWords } from "../../office/complaints/step_words";
import { visitWords } from "../../office/visits/words";
import { Select, TextField } from "../../ui/field";
import type { ActGap } from "./act_rules";
import type { Acting } from "./acting";
import { phoneComplaints } from "./words";

interface PartProps {
  acting: Acting;
  error?: string | undefined;
}

export function Slot({ acting, error }: PartProps) {
  const w = visitWords();
  const { day, from, until } = acting.draft.value;
  return (
    <>
      <TextField id="act-slot" type="date" label={phoneComplaints().dayLabel} value={day} onInput={(typed) => acting.change({ day: typed })} error={error} />
      <TextField type="time" label={w.from} value={from} onInput={(typed) => acting.change({ from: typed })} />
      <TextField type="time" label={w.until} value={until} onInput={(typed) => acting.change({ until: typed })} />
    </>
  );
}

export function Indoor({ acting, error }: PartProps) {
  const { act, indoor } = acting.draft.value;
  const { complaint, measured } = acting.standing;
  const isVisit = act === "complete";
  const label = isVisit ? visitWords().measured : stepWords().indoor;
  const hint = isVisit ? visitWords().roomHint : measured !== null ? phoneComplaints().measuredHere : undefined;
  const change = (typed: string): void => acting.change({ indoor: typed, measured_at: new Date().toISOString() });
  return <TextField id="act-indoor" inputMode="decimal" unit="°C" label={label} hint={hint} optional={!complaint.measures_temperature} value={indoor} onInput={change} error={error} />;
}

const ROOMS: readonly RoomKey[] = ["bedroom", "living_room", "kitchen", "bathroom", "other"];

export function Room({ acting }: PartProps) {
  const w = visitWords();
  return <Select label={w.roomLabel} value={acting.draft.value.room} onChange={(room) => acting.change({ room: room as RoomKey })} options={ROOMS.map((value) => ({ value, name: w.room[value] }))} />;
}

/** Both sign on this phone; where the resident does not, the reason is written down. */
export function Signatures({ acting, errorOf }: { acting: Acting; errorOf: (gap: ActGap) => string | undefined }) {
  const w = visitWords();
  const { resident, visitor, unsigned } = acting.draft.value;
  const keep = (whose: "resident" | "visitor") => (signature: Signature) => acting.change({ [whose]: signature });
  return (
    <>
      <div id="act-resident_signature">
        <Signing legend={w.residentSigns} nameLabel={w.residentName} signature={resident} onChange={keep("resident")} error={errorOf("/resident_signature")} />
      </div>
      <TextField id="act-unsigned_reason" optional label={w.notSigned} hint={phoneComplaints().unsignedHint} value={unsigned} onInput={(reason) => acting.change({ unsigned: reason })} error={errorOf("/unsigned_reason")} />
      <div id="act-visitor_signature">
        <Signing legend={w.visitorSigns} nameLabel={w.visitor} signature={visitor} onChange={keep("visitor")} error={errorOf("/visitor_signature")} />
      </div>
    </>
  );
}
