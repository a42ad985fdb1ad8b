/** Which station supplies a building: assign, change, end; each can be taken back at once. */
import { useState } from "preact/hooks";
import { del, put } from "../../api";
import { nameOf } from "../../i18n";
import { Button } from "../../ui/button";
import type { Found } from "../../ui/combobox";
import { Confirm } from "../../ui/dialog";
import { Notice, sentence } from "../../ui/notice";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { PickStation, foundOf } from "./pick_station";
import type { Place } from "./types";
import { network } from "./words";

export interface Changed {
  text: string;
  /** Null: it has been taken back already. */
  undo: (() => Promise<void>) | null;
  failed?: boolean;
}

interface SupplyFormProps {
  building: Place;
  station: Place | null;
  onDone: (changed: Changed) => void;
  onClose: () => void;
}

const supplyOf = (building: Place): string => `/api/assets/${building.id}/supply`;

/** As it was before. */
const restore = (building: Place, station: Place | null): Promise<void> => (station ? put(supplyOf(building), { station: station.id }) : del(supplyOf(building)));

export function AssignForm({ building, station, onDone, onClose }: SupplyFormProps) {
  const w = network();
  const form = useForm<{ station: Found | null }>({ station: station && foundOf(station) });
  const save = async (): Promise<void> => {
    const chosen = form.values.station;
    demand([["/station", w.station, chosen]]);
    if (chosen && chosen.id !== station?.id) {
      await put(supplyOf(building), { station: chosen.id });
      onDone({ text: w.assigned(nameOf(building), chosen.name), undo: () => restore(building, station) });
    }
    onClose();
  };
  return (
    <FormDialog title={w.assignTitle(nameOf(building))} action={station ? w.change : w.assign} form={form} onSave={save} onClose={onClose}>
      <PickStation label={w.station} hint={w.stationHint} id={inputId("/station")} value={form.values.station} onChoose={(chosen) => form.set("station", chosen)} error={form.errorAt("/station")} />
    </FormDialog>
  );
}

export function EndForm({ building, station, onDone, onClose }: SupplyFormProps) {
  const w = network();
  const end = async (): Promise<void> => {
    await del(supplyOf(building));
    onDone({ text: w.ended(nameOf(building)), undo: () => restore(building, station) });
    onClose();
  };
  return (
    <Confirm title={w.endTitle} action={w.end} onConfirm={end} onClose={onClose}>
      <p>{w.endText(nameOf(building), station ? nameOf(station) : "")}</p>
    </Confirm>
  );
}

interface ChangedNoticeProps {
  changed: Changed | null;
  onChanged: (changed: Changed) => void;
}

/** What was done, with the way back. */
export function ChangedNotice({ changed, onChanged }: ChangedNoticeProps) {
  const w = network();
  const [busy, setBusy] = useState(false);
  if (!changed) return null;
  const { text, undo, failed = false } = changed;
  const takeBack = async (): Promise<void> => {
    setBusy(true);
    const outcome = await undo?.().then(
      () => ({ text: w.undone, undo: null }),
      (error: Error) => ({ text: sentence(error), undo: null, failed: true }),
    );
    setBusy(false);
    if (outcome) onChanged(outcome);
  };
  return (
    <div role="status">
      <Notice status={failed ? "danger" : "ok"} actions={undo && <Button icon="undo" busy={busy} onClick={() => void takeBack()}>{w.undo}</Button>}>{text}</Notice>
    </div>
  );
}
