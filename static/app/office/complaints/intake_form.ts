/** What is being taken in: kept on every change, sent once under one id however often the button is pressed. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../../api";
import { me } from "../../shell/session";
import { newId } from "../../store/ids";
import { INTAKE_DRAFT } from "../../store/person";
import { demand, numberOrNull } from "../form";
import { categoryName, categoryOf } from "./categories";
import type { Channel, Kind, MatterClass, Named, Urgency } from "./types";
import { intakeWords } from "./intake_words";

export interface Intake {
  /** Of the complaint it becomes; the same in every attempt. */
  id: string;
  phone: string;
  name: string;
  /** Whose home it is, where somebody else calls for him. */
  residentName: string;
  residentPhone: string;
  building: Named | null;
  station: Named | null;
  /** What was said, where no building was found. */
  address: string;
  unit: string;
  room: string;
  category: string;
  text: string;
  indoor: string;
  channel: Channel;
  /** Empty: what the category says. */
  kind: Kind | "";
  urgency: Urgency | "";
  matter_class: MatterClass | "";
  answered: boolean;
  cause: string;
  measure: string;
  contact: string;
}

export const blank = (channel: Channel = "phone"): Intake => ({
  id: newId(),
  phone: "",
  name: "",
  residentName: "",
  residentPhone: "",
  building: null,
  station: null,
  address: "",
  unit: "",
  room: "",
  category: "",
  text: "",
  indoor: "",
  channel,
  kind: "",
  urgency: "",
  matter_class: "",
  answered: false,
  cause: "",
  measure: "",
  contact: "",
});

/** The request; throws a Problem naming every field that is missing. */
export function bodyOf(intake: Intake): Record<string, unknown> {
  const w = intakeWords();
  demand([
    ["/address", w.where, intake.building ?? intake.address],
    ["/category", w.category, intake.category],
    ...(intake.answered ? ([["/answer/cause", w.cause, intake.cause], ["/answer/measure", w.measure, intake.measure], ["/answer/contact", w.contact, intake.contact]] as const) : []),
  ]);
  const measures = categoryOf(intake.category)?.measures_temperature && intake.indoor.trim();
  if (measures && Number.isNaN(numberOrNull(intake.indoor))) throw wrong("/indoor_c", w.indoor);
  const { id, unit, room, channel, category } = intake;
  return {
    id,
    channel,
    category,
    unit,
    room,
    text: intake.text.trim() || categoryName(category),
    address: intake.building ? "" : intake.address,
    building: intake.building?.id ?? null,
    kind: intake.kind || null,
    urgency: intake.urgency || null,
    matter_class: intake.matter_class || null,
    indoor_c: measures ? numberOrNull(intake.indoor) : null,
    caller: personOf(intake.name, intake.phone),
    resident: personOf(intake.residentName, intake.residentPhone),
    answer: intake.answered ? { cause: intake.cause, measure: intake.measure, contact: intake.contact } : null,
  };
}

const personOf = (name: string, phone: string) => (name.trim() || phone.trim() ? { name: name.trim(), phone: phone.trim() } : null);

function wrong(pointer: string, label: string): Problem {
  const errors = [{ pointer, code: "number", detail: label }];
  return new Problem({ type: "about:blank", title: label, status: 422, code: "number", detail: label, errors });
}

const KEPT_HOURS = 12;

interface Kept {
  at: number;
  intake: Intake;
}

/** Each officer's own; a number of somebody who called does not lie about for days. */
const place = (): string => `${INTAKE_DRAFT}${me.value?.user.id ?? ""}`;

export function keptDraft(): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place()) ?? "null") as Kept | null;
    return kept && Date.now() - kept.at < KEPT_HOURS * 3_600_000 ? { at: kept.at, intake: { ...blank(), ...kept.intake } } : null;
  } catch {
    return null;
  }
}

export const forgetDraft = (): void => localStorage.removeItem(place());

const REST = 300;
const isEmpty = (intake: Intake): boolean => JSON.stringify({ ...intake, id: "" }) === JSON.stringify({ ...blank(intake.channel), id: "" });

/** Keeps the intake as it is typed. Answers when it was last kept. */
export function useKeeping(intake: Intake): number | null {
  const [at, setAt] = useState<number | null>(null);
  const latest = useRef(intake);
  latest.current = intake;
  const keep = (): void => {
    if (isEmpty(latest.current)) return forgetDraft();
    localStorage.setItem(place(), JSON.stringify({ at: Date.now(), intake: latest.current } satisfies Kept));
    setAt(Date.now());
  };
  useEffect(() => {
    const timer = setTimeout(keep, REST);
    return () => clearTimeout(timer);
  }, [intake]);
  useEffect(() => {
    const now = (): void => void (document.hidden && keep());
    document.addEventListener("visibilitychange", now);
    return () => document.removeEventListener("visibilitychange", now);
  }, []);
  return at;
}
