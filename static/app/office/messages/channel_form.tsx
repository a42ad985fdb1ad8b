/** Add a channel, or change its name and quiet hours. The address is given once and never shown again. */
import { useState } from "preact/hooks";
import { patch, post } from "../../api";
import { newId } from "../../store/ids";
import { Select, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { SecretOnce } from "./secret_once";
import { CHANNEL_KINDS, type Channel, type ChannelKind } from "./types";
import { messages } from "./words";

const SIGNED = ["dingtalk", "feishu", "webhook"];
const USUAL = { start: "22:00", end: "07:00" };

export function ChannelForm({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const w = messages();
  const [id] = useState(newId);
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({ kind: (channel?.kind ?? "wecom") as ChannelKind, name: channel?.name ?? "", address: "", secret: "", quiet: channel ? channel.quiet_hours !== null : true, ...(channel?.quiet_hours ?? USUAL) });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const { kind, name, address, quiet, start, end } = values;
    const quiet_hours = quiet ? { start, end } : null;
    demand([["/name", w.name, name], ["/address", w.address, channel ? "kept" : address]]);
    if (channel) {
      await patch(`/api/channels/${channel.id}`, { name, quiet_hours });
      return onClose();
    }
    const made = await post<{ secret: string | null }>("/api/channels", { id, kind, name, address, secret: SIGNED.includes(kind) ? values.secret : "", quiet_hours });
    if (made.secret) setSecret(made.secret);
    else onClose();
  };
  if (secret) return <SecretOnce secret={secret} onClose={onClose} />;
  return (
    <FormDialog title={channel ? channel.name : w.newChannel} action={w.save} form={form} onSave={save} onClose={onClose}>
      {!channel && <Select label={w.kind} id={inputId("/kind")} value={values.kind} options={CHANNEL_KINDS.map((kind) => ({ value: kind, name: w.kinds[kind] }))} onChange={(kind) => set("kind", kind as ChannelKind)} error={errorAt("/kind")} />}
      <TextField required label={w.name} placeholder={w.namePlaceholder} id={inputId("/name")} value={values.name} onInput={(name) => set("name", name)} error={errorAt("/name")} />
      {!channel && <TextField required label={w.address} hint={w.addressHints[values.kind]} id={inputId("/address")} value={values.address} onInput={(address) => set("address", address)} error={errorAt("/address")} />}
      {!channel && SIGNED.includes(values.kind) && <TextField optional label={w.secret} hint={values.kind === "webhook" ? w.webhookSecretHint : w.secretHint} id={inputId("/secret")} value={values.secret} onInput={(text) => set("secret", text)} error={errorAt("/secret")} />}
      <fieldset>
        <legend class="label">{w.quiet}</legend>
        <label class="choice">
          <input type="checkbox" checked={values.quiet} onChange={(event) => set("quiet", event.currentTarget.checked)} />
          {w.quietOn}
        </label>
        {values.quiet && (
          <div class="form-grid tight">
            <TextField type="time" label={w.quietFrom} id={inputId("/quiet_hours/start")} value={values.start} onInput={(start) => set("start", start)} error={errorAt("/quiet_hours/start")} />
            <TextField type="time" label={w.quietTo} id={inputId("/quiet_hours/end")} value={values.end} onInput={(end) => set("end", end)} error={errorAt("/quiet_hours/end")} />
          </div>
        )}
      </fieldset>
    </FormDialog>
  );
}
