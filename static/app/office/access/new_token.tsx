/** Make a token with some of one's own permissions; it is shown once. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { me } from "../../shell/session";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { Secret } from "../secret";
import { access } from "./words";

export function NewToken({ onClose }: { onClose: () => void }) {
  const w = access();
  const [made, setMade] = useState<string | null>(null);
  const form = useForm({ name: "", scopes: ["readiness.read"].filter(isMine), expires_on: "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    demand([["/name", w.name, values.name], ["/scopes", w.scopes, values.scopes.length]]);
    setMade((await post<{ token: string }>("/api/tokens", { name: values.name, scopes: values.scopes, expires_on: values.expires_on || null })).token);
  };
  if (made) {
    return (
      <Dialog title={w.shown} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{w.done}</Button>}>
        <Secret text={made} />
        <p>{w.shownText}</p>
      </Dialog>
    );
  }
  const toggle = (scope: string): void => set("scopes", values.scopes.includes(scope) ? values.scopes.filter((one) => one !== scope) : [...values.scopes, scope]);
  return (
    <FormDialog title={w.newToken} action={w.create} form={form} onSave={save} onClose={onClose}>
      <TextField required label={w.name} hint={w.nameHint} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} />
      <TextField optional type="date" label={w.expires} id={inputId("/expires_on")} value={values.expires_on} onInput={(text) => set("expires_on", text)} error={errorAt("/expires_on")} />
      <fieldset class="field-row" id={inputId("/scopes")} tabIndex={-1}>
        <legend>{w.scopes}</legend>
        {errorAt("/scopes") && <p class="error">{errorAt("/scopes")}</p>}
        {(me.value?.permissions ?? []).map((scope) => (
          <label key={scope} class="choice">
            <input type="checkbox" checked={values.scopes.includes(scope)} onChange={() => toggle(scope)} />
            <span class="code">{scope}</span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}

const isMine = (scope: string): boolean => me.value?.permissions.includes(scope) ?? false;
