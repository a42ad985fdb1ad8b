/** A leader takes it upon himself: reason, alternative supply, end. */
import { useState } from "preact/hooks";
import { del, post } from "../../api";
import { may } from "../../shell/session";
import { newId } from "../../store/ids";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { TextArea, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { overrideWords } from "./override_words";
import type { Override } from "./types";

interface OverrideButtonProps {
  site: string;
  override: Override | null;
  /** Something stands in the way that an override can set aside. */
  blocked: boolean;
  onDone: () => void;
}

export function OverrideButton({ site, override, blocked, onDone }: OverrideButtonProps) {
  const w = overrideWords();
  const [asked, setAsked] = useState(false);
  if (!may("readiness.override") || !(override || blocked)) return null;
  const close = (): void => setAsked(false);
  const lift = async (): Promise<void> => {
    await del(`/api/readiness/sites/${site}/override`);
    onDone();
  };
  return (
    <>
      <Button icon="flag" kind={override ? "danger" : "plain"} onClick={() => setAsked(true)}>{override ? w.lift : w.action}</Button>
      {asked && !override && <OverrideForm site={site} onDone={() => (close(), onDone())} onClose={close} />}
      {asked && override && (
        <Confirm title={w.liftTitle} action={w.lift} onConfirm={lift} onClose={close}>
          <p>{w.liftText}</p>
        </Confirm>
      )}
    </>
  );
}

function OverrideForm({ site, onDone, onClose }: { site: string; onDone: () => void; onClose: () => void }) {
  const w = overrideWords();
  const [id] = useState(newId);
  const form = useForm({ reason: "", alternative_supply: "", expires_on: "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    demand([
      ["/reason", w.reason, values.reason],
      ["/alternative_supply", w.alternative, values.alternative_supply],
      ["/expires_on", w.expires, values.expires_on],
    ]);
    await post(`/api/readiness/sites/${site}/override`, { id, ...values });
    onDone();
  };
  return (
    <FormDialog title={w.action} action={w.action} form={form} onSave={save} onClose={onClose}>
      <p>{w.text}</p>
      <TextArea required rows={3} label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(text) => set("reason", text)} error={errorAt("/reason")} />
      <TextArea required rows={2} label={w.alternative} hint={w.alternativeHint} id={inputId("/alternative_supply")} value={values.alternative_supply} onInput={(text) => set("alternative_supply", text)} error={errorAt("/alternative_supply")} />
      <TextField required type="date" label={w.expires} id={inputId("/expires_on")} value={values.expires_on} onInput={(text) => set("expires_on", text)} error={errorAt("/expires_on")} />
    </FormDialog>
  );
}
