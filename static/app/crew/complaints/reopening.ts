/** A returned act with a complaint becomes a draft again. */
import { isoDate, time } from "../../i18n/format";
import { ACTS, type Act, type ActDraft } from "../../store/complaint_shapes";
import { newId } from "../../store/ids";
import { one } from "../../store/mirror";
import { replaceStep } from "../../store/steps";
import type { ComplaintItem } from "./standing";

export function actOf({ type }: ComplaintItem): Act | null {
  const name = type.split(".")[1] as Act;
  return ACTS.includes(name) ? name : null;
}

/** Where to go on; null for what took one tap. */
export async function reopenAct(item: ComplaintItem): Promise<string | null> {
  const act = actOf(item);
  if (act === null || !item.about) return null;
  const visit = "visit" in item.payload ? item.payload.visit : null;
  const known = (await one("complaint", item.about))?.visits.find(({ id }) => id === visit);
  await replaceStep({
    ...writtenIn(item),
    ...{ id: newId(), author: item.author, complaint: item.about, act, visit, corrects: item.id },
    visit_version: known?.version ?? 0,
    updated_at: new Date().toISOString(),
  });
  return `/app/my/complaints/${item.about}/${act}${visit ? `?visit=${visit}` : ""}`;
}

type Written = Omit<ActDraft, "id" | "author" | "complaint" | "act" | "visit" | "visit_version" | "updated_at" | "corrects">;

function writtenIn({ payload, author }: ComplaintItem): Written {
  const said = "done" in payload ? payload.done : "text" in payload ? payload.text : "reason" in payload ? payload.reason : "note" in payload ? payload.note : "";
  const measured = "measurement" in payload ? payload.measurement : null;
  const indoor = measured ? measured.indoor_c : "indoor_c" in payload ? payload.indoor_c : null;
  const slot = "starts_at" in payload ? payload : null;
  return {
    text: said,
    cause: "cause" in payload ? payload.cause : "",
    indoor: indoor === null ? "" : String(indoor),
    room: measured?.room ?? "bedroom",
    measured_at: measured?.measured_at ?? null,
    hours: "hours" in payload ? String(payload.hours) : "24",
    promised_on: "promised_on" in payload ? payload.promised_on : "",
    contacted: "contacted" in payload && payload.contacted,
    day: slot ? isoDate(new Date(slot.starts_at)) : "",
    from: slot ? time(slot.starts_at) : "",
    until: slot ? time(slot.ends_at) : "",
    resident: ("resident_signature" in payload && payload.resident_signature) || { name: "", strokes: [] },
    visitor: "visitor_signature" in payload ? payload.visitor_signature : { name: author.name, strokes: [] },
    unsigned: "unsigned_reason" in payload ? payload.unsigned_reason : "",
    photos: "photos" in payload ? payload.photos : [],
    position: "position" in payload ? payload.position : null,
  };
}
