/** The sheets of a household visit: arrange, another time, nobody at home, the key, the result, cancel. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { post } from "../../api";
import { me } from "../../shell/session";
import { newId } from "../../store/ids";
import { Select, TextArea, TextField } from "../../ui/field";
import { type Parts, momentOf, partsOf } from "../duty/spans";
import { type Form, demand, inputId, isConflict, numberOrNull, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { type Attached, PhotoField } from "../photo_field";
import { PickHandler } from "./pick_handler";
import { Signing } from "./signing";
import type { Room, Signature, Visit } from "./types";
import { visitWords } from "./words";

export interface VisitFormProps {
  visit: Visit;
  onDone: () => void;
  onClose: () => void;
}

const HOUR = 3_600_000;
const comingHour = (hours: number): Parts => partsOf(new Date(Math.ceil(Date.now() / HOUR + hours) * HOUR));
/** An appointment from 22:00 until 00:00 ends on the day after. */
const dayAfter = (day: string): string => partsOf(new Date(Date.parse(momentOf({ day, time: "12:00" })) + 24 * HOUR)).day;
const momentOn = (day: string, clock: string): string => momentOf({ day, time: clock });

interface Slot {
  day: string;
  from: string;
  until: string;
  visitor: string;
  visitorName: string;
}

function SlotFields({ form }: { form: Form<Slot & { note: string }> }) {
  const w = visitWords();
  const { values, set, change, errorAt } = form;
  return (
    <>
      <TextField required type="date" label={w.day} id={inputId("/starts_at")} value={values.day} onInput={(day) => set("day", day)} error={errorAt("/starts_at")} />
      <TextField required type="time" label={w.from} value={values.from} onInput={(from) => set("from", from)} />
      <TextField required type="time" label={w.until} id={inputId("/ends_at")} value={values.until} onInput={(until) => set("until", until)} error={errorAt("/ends_at")} />
      <PickHandler label={w.visitor} hint={w.visitorHint} id={values.visitor} name={values.visitorName} fieldId={inputId("/visitor")} error={errorAt("/visitor")} onChoose={(visitor, visitorName) => change({ visitor, visitorName })} />
    </>
  );
}

function slotBody({ day, from, until, visitor }: Slot): Record<string, unknown> {
  const w = visitWords();
  demand([["/starts_at", w.day, day && from], ["/ends_at", w.until, until], ["/visitor", w.visitor, visitor]]);
  return { starts_at: momentOn(day, from), ends_at: momentOn(until > from ? day : dayAfter(day), until), visitor };
}

export function ArrangeForm({ complaint, onDone, onClose }: { complaint: string; onDone: () => void; onClose: () => void }) {
  const w = visitWords();
  const [id] = useState(newId);
  const form = useForm({ day: comingHour(1).day, from: comingHour(1).time, until: comingHour(3).time, visitor: "", visitorName: "", note: "" });
  const save = async (): Promise<void> => {
    await post(`/api/complaints/${complaint}/visits`, { id, ...slotBody(form.values), note: form.values.note });
    onDone();
  };
  return (
    <FormDialog title={w.arrange} action={w.arrange} form={form} onSave={save} onClose={onClose}>
      <SlotFields form={form} />
      <TextArea optional rows={2} label={w.note} value={form.values.note} onInput={(note) => form.set("note", note)} />
    </FormDialog>
  );
}

interface SheetProps<V extends object> extends VisitFormProps {
  path: string;
  title: string;
  form: Form<V>;
  bodyOf: () => Record<string, unknown>;
  danger?: boolean;
  wide?: boolean;
  children: ComponentChildren;
}

function Sheet<V extends object>({ visit, path, title, form, bodyOf, onDone, onClose, danger = false, wide = false, children }: SheetProps<V>) {
  const save = async (): Promise<void> => {
    const body = { version: visit.version, ...bodyOf() };
    await post(`/api/visits/${visit.id}/${path}`, body).catch((error: Error) => {
      if (isConflict(error)) onDone();
      throw error;
    });
    onDone();
    onClose();
  };
  return (
    <FormDialog wide={wide} danger={danger} title={title} action={title} form={form} onSave={save} onClose={onClose}>
      {children}
    </FormDialog>
  );
}

export function MoveForm(props: VisitFormProps) {
  const w = visitWords();
  const { visit } = props;
  const form = useForm({ day: partsOf(new Date(visit.starts_at)).day, from: partsOf(new Date(visit.starts_at)).time, until: partsOf(new Date(visit.ends_at)).time, visitor: visit.visitor.id, visitorName: visit.visitor.name, note: "" });
  return (
    <Sheet {...props} path="appointment" title={w.move} form={form} bodyOf={() => ({ ...slotBody(form.values), reason: form.values.note })}>
      <SlotFields form={form} />
      <TextArea optional rows={2} label={w.reason} value={form.values.note} onInput={(note) => form.set("note", note)} />
    </Sheet>
  );
}

export function MissForm(props: VisitFormProps) {
  const w = visitWords();
  const form = useForm({ note: "" });
  const [photos, setPhotos] = useState<Attached[]>([]);
  return (
    <Sheet {...props} path="absence" title={w.miss} form={form} bodyOf={() => ({ note: form.values.note, photos })}>
      <TextArea optional rows={2} label={w.note} value={form.values.note} onInput={(note) => form.set("note", note)} />
      <PhotoField optional label={w.photos} role="other" photos={photos} onChange={setPhotos} />
    </Sheet>
  );
}

export function CancelForm(props: VisitFormProps) {
  const w = visitWords();
  const form = useForm({ reason: "" });
  const bodyOf = (): Record<string, unknown> => {
    demand([["/reason", w.reason, form.values.reason]]);
    return { ...form.values };
  };
  return (
    <Sheet {...props} danger path="cancellation" title={w.cancel} form={form} bodyOf={bodyOf}>
      <TextArea required rows={2} label={w.reason} id={inputId("/reason")} value={form.values.reason} onInput={(reason) => form.set("reason", reason)} error={form.errorAt("/reason")} />
    </Sheet>
  );
}

export function KeyForm(props: VisitFormProps) {
  const w = visitWords();
  const form = useForm({ name: "", phone: "", relation: "", consented_by: "", day: partsOf(new Date(props.visit.ends_at)).day });
  const { values, set, errorAt } = form;
  const bodyOf = (): Record<string, unknown> => {
    demand([["/relation", w.relation, values.relation], ["/consented_by", w.consent, values.consented_by], ["/until_at", w.until, values.day]]);
    const times = { from_at: new Date().toISOString(), until_at: momentOn(values.day, "23:59") };
    return { holder: { name: values.name, phone: values.phone }, relation: values.relation, consented_by: values.consented_by, ...times };
  };
  return (
    <Sheet {...props} path="key" title={w.key} form={form} bodyOf={bodyOf}>
      <TextField required label={w.holder} id={inputId("/holder/name")} value={values.name} onInput={(name) => set("name", name)} error={errorAt("/holder/name")} />
      <TextField required type="tel" label={w.holderPhone} id={inputId("/holder/phone")} value={values.phone} onInput={(phone) => set("phone", phone)} error={errorAt("/holder/phone")} />
      <TextField required label={w.relation} hint={w.relationHint} id={inputId("/relation")} value={values.relation} onInput={(relation) => set("relation", relation)} error={errorAt("/relation")} />
      <TextField required label={w.consent} hint={w.consentHint} id={inputId("/consented_by")} value={values.consented_by} onInput={(by) => set("consented_by", by)} error={errorAt("/consented_by")} />
      <TextField required type="date" label={w.until} id={inputId("/until_at")} value={values.day} onInput={(day) => set("day", day)} error={errorAt("/until_at")} />
    </Sheet>
  );
}

export function KeyBackForm(props: VisitFormProps) {
  const w = visitWords();
  const form = useForm({ received_by: "" });
  const bodyOf = (): Record<string, unknown> => {
    demand([["/received_by", w.receivedBy, form.values.received_by]]);
    return { ...form.values };
  };
  return (
    <Sheet {...props} path="key-return" title={w.keyBack} form={form} bodyOf={bodyOf}>
      <TextField required label={w.receivedBy} id={inputId("/received_by")} value={form.values.received_by} onInput={(by) => form.set("received_by", by)} error={form.errorAt("/received_by")} />
    </Sheet>
  );
}

const ROOMS: readonly Room[] = ["bedroom", "living_room", "kitchen", "bathroom", "other"];

export function CompleteForm(props: VisitFormProps) {
  const w = visitWords();
  const form = useForm({ note: "", indoor: "", room: "bedroom" as Room, unsigned: "" });
  const [photos, setPhotos] = useState<Attached[]>([]);
  const [resident, setResident] = useState<Signature>({ name: "", strokes: [] });
  const [visitor, setVisitor] = useState<Signature>({ name: me.value?.user.name ?? "", strokes: [] });
  const { values, set, errorAt } = form;
  const bodyOf = (): Record<string, unknown> => {
    demand([["/note", w.whatFound, values.note]]);
    const indoor = numberOrNull(values.indoor);
    return {
      note: values.note,
      measurement: indoor === null ? null : { indoor_c: Number.isNaN(indoor) ? values.indoor : indoor, room: values.room, measured_at: new Date().toISOString() },
      resident_signature: resident.strokes.length > 0 ? resident : null,
      visitor_signature: visitor,
      unsigned_reason: values.unsigned,
      photos,
    };
  };
  return (
    <Sheet {...props} wide path="completion" title={w.complete} form={form} bodyOf={bodyOf}>
      <TextArea required rows={3} label={w.whatFound} id={inputId("/note")} value={values.note} onInput={(note) => set("note", note)} error={errorAt("/note")} />
      <TextField optional inputMode="decimal" unit="°C" label={w.measured} hint={w.roomHint} id={inputId("/measurement/indoor_c")} value={values.indoor} onInput={(indoor) => set("indoor", indoor)} error={errorAt("/measurement/indoor_c")} />
      <Select label={w.roomLabel} value={values.room} onChange={(room) => set("room", room as Room)} options={ROOMS.map((value) => ({ value, name: w.room[value] }))} />
      <PhotoField optional label={w.photos} role="after" photos={photos} onChange={setPhotos} />
      <Signing legend={w.residentSigns} nameLabel={w.residentName} signature={resident} onChange={setResident} error={errorAt("/resident_signature")} />
      <TextField optional label={w.notSigned} hint={w.notSignedHint} id={inputId("/unsigned_reason")} value={values.unsigned} onInput={(unsigned) => set("unsigned", unsigned)} error={errorAt("/unsigned_reason")} />
      <Signing legend={w.visitorSigns} nameLabel={w.visitor} signature={visitor} onChange={setVisitor} error={errorAt("/visitor_signature")} />
    </Sheet>
  );
}
