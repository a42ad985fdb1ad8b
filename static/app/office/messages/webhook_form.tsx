/** Add a webhook, or change its name and events. */
import { useState } from "preact/hooks";
import { patch, post } from "../../api";
import { newId } from "../../store/ids";
import { Select, TextArea, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { organizations, treeOptions } from "../lookups";
import { FormDialog } from "../organizations/form_dialog";
import { SecretOnce } from "./secret_once";
import type { Webhook } from "./types";
import { messages } from "./words";

const lines = (text: string): string[] => text.split(/[\s,，]+/).filter(Boolean);

export function WebhookForm({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const w = messages();
  const [id] = useState(newId);
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({ name: webhook?.name ?? "", url: "", secret: "", actions: (webhook?.actions ?? ["hazard.*"]).join("\n"), organization: "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const { name, url, organization } = values;
    const actions = lines(values.actions);
    demand([["/name", w.name, name], ["/url", w.url, webhook ? "kept" : url], ["/actions", w.actions, actions.length]]);
    if (webhook) {
      await patch(`/api/webhooks/${webhook.id}`, { name, actions });
      return onClose();
    }
    const made = await post<{ secret: string | null }>("/api/webhooks", { id, name, url, secret: values.secret, actions, organization });
    if (made.secret) setSecret(made.secret);
    else onClose();
  };
  if (secret) return <SecretOnce secret={secret} onClose={onClose} />;
  return (
    <FormDialog title={webhook ? webhook.name : w.newWebhook} action={w.save} form={form} onSave={save} onClose={onClose}>
      <TextField required label={w.name} id={inputId("/name")} value={values.name} onInput={(name) => set("name", name)} error={errorAt("/name")} />
      {!webhook && <TextField required label={w.url} hint={w.addressHints.webhook} id={inputId("/url")} value={values.url} onInput={(url) => set("url", url)} error={errorAt("/url")} />}
      {!webhook && <TextField optional label={w.secret} hint={w.webhookSecretHint} id={inputId("/secret")} value={values.secret} onInput={(text) => set("secret", text)} error={errorAt("/secret")} />}
      <TextArea required rows={4} label={w.actions} hint={w.actionsHint} id={inputId("/actions")} value={values.actions} onInput={(text) => set("actions", text)} error={errorAt("/actions")} />
      {!webhook && <Select label={w.organization} id={inputId("/organization")} value={values.organization} blank={w.wholeCity} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/organization")} />}
    </FormDialog>
  );
}
