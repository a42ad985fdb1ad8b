/** An act with a complaint that is being filled in, and the acts that take one tap. */
import type { PhoneComplaint, PhoneVisit } from "../../api";
import { isoDate, time } from "../../i18n/format";
import { findPosition } from "../../photos/position";
import { me } from "../../shell/session";
import type { Act, ActDraft, ComplaintOperation } from "../../store/complaint_shapes";
import { newId } from "../../store/ids";
import { enqueue } from "../../store/outbox";
import { stepDraftOf } from "../../store/steps";
import { Keeping } from "../keeping";
import { type ActGap, actGaps, operationOf } from "./act_rules";
import { titleOf } from "./row";
import type { Standing } from "./standing";

const ON_THE_SPOT_MS = 3_600_000;

export class Acting extends Keeping<ActDraft> {
  constructor(
    draft: ActDraft,
    begun: boolean,
    readonly standing: Standing,
  ) {
    super(draft, begun);
    if (draft.act === "resolve") void this.locate();
  }

  private async locate(): Promise<void> {
    const position = await findPosition();
    if (position) this.change({ position });
  }

  gaps(): ActGap[] {
    const now = new Date();
    return actGaps(this.draft.value, this.standing.complaint, this.standing.measured, isoDate(now), now.getTime());
  }

  /** Into the outbox; false when it could not be kept. The caller has seen to it that nothing is missing. */
  submit(): Promise<boolean> {
    return this.send((draft) => ({ operation: operationOf(draft), ...told(this.standing.complaint) }));
  }
}

/** What the queue says of an operation beside its payload. */
function told(complaint: PhoneComplaint) {
  return { subject: `${complaint.number} · ${titleOf(complaint)}`, about: complaint.id, seen_version: complaint.version };
}

/** Acknowledge, go on, stand at the door: straight into the outbox. */
export async function actNow(complaint: PhoneComplaint, operation: ComplaintOperation): Promise<void> {
  const { id, name } = me.value!.user;
  await enqueue(newId(), { operation, author: { id, name }, happened_at: new Date().toISOString(), photos: [], ...told(complaint) });
}

/** A visit that nobody has arranged before: from now on, for an hour. */
export function onTheSpot(complaint: PhoneComplaint): ComplaintOperation {
  const now = Date.now();
  const slot = { starts_at: new Date(now).toISOString(), ends_at: new Date(now + ON_THE_SPOT_MS).toISOString() };
  return { type: "visit.arrange", payload: { complaint: complaint.id, ...slot, visitor: me.value!.user.id, note: "" } };
}

/** The act begun before, or a new one. */
export async function openAct(standing: Standing, act: Act, visit: PhoneVisit | null): Promise<Acting> {
  const { id, name } = me.value!.user;
  const begun = await stepDraftOf({ complaint: standing.complaint.id, act, visit: visit?.id ?? null, author: { id, name } });
  return new Acting(begun ?? fresh(standing, act, visit, { id, name }), begun !== undefined, standing);
}

function fresh({ complaint, measured }: Standing, act: Act, visit: PhoneVisit | null, author: ActDraft["author"]): ActDraft {
  const now = new Date();
  const [from, until] = visit ? [visit.starts_at, visit.ends_at] : [now, now.getTime() + ON_THE_SPOT_MS];
  return {
    id: newId(),
    author,
    complaint: complaint.id,
    act,
    visit: visit?.id ?? null,
    visit_version: visit?.version ?? 0,
    text: "",
    cause: "",
    indoor: act === "resolve" && measured !== null ? String(measured) : "",
    room: "bedroom",
    measured_at: null,
    hours: "24",
    promised_on: "",
    contacted: false,
    day: isoDate(new Date(from)),
    from: time(from),
    until: time(until),
    resident: { name: "", strokes: [] },
    visitor: { name: author.name, strokes: [] },
    unsigned: "",
    photos: [],
    position: null,
    updated_at: now.toISOString(),
    corrects: null,
  };
}
