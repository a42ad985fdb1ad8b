/** Other systems that are told what happens. */
import { useState } from "preact/hooks";
import { del, patch } from "../../api";
import type { Params } from "../../shell/router";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { Frame } from "../frame";
import { organizationTrail } from "../lookups";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { Last } from "./last";
import { TestButton } from "./test_button";
import type { Webhook } from "./types";
import { WebhookForm } from "./webhook_form";
import { messages } from "./words";

export default function WebhooksScreen(_: { params: Params }) {
  const loading = useLoad<{ items: Webhook[] }>("/api/webhooks");
  const [asked, setAsked] = useState<Webhook | "new" | null>(null);
  const w = messages();
  const add = <Button kind="primary" icon="plus" onClick={() => setAsked("new")}>{w.newWebhook}</Button>;
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.webhooks} sub={w.webhooksSub} actions={add} />
      <SectionTabs of="settings" />
      <Loaded of={loading}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank icon="send" title={w.noWebhooks} actions={add} />
          ) : (
            <ul class="plain cards-list">
              {items.map((webhook) => (
                <li key={webhook.id}>
                  <WebhookCard webhook={webhook} onEdit={() => setAsked(webhook)} onChanged={loading.reload} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {asked && (
        <WebhookForm
          webhook={asked === "new" ? null : asked}
          onClose={() => {
            setAsked(null);
            loading.reload();
          }}
        />
      )}
    </Frame>
  );
}

function WebhookCard({ webhook, onEdit, onChanged }: { webhook: Webhook; onEdit: () => void; onChanged: () => void }) {
  const w = messages();
  const [removing, setRemoving] = useState(false);
  const path = `/api/webhooks/${webhook.id}`;
  const turn = async (): Promise<void> => {
    await patch(path, { enabled: !webhook.enabled });
    onChanged();
  };
  const remove = async (): Promise<void> => {
    await del(path);
    onChanged();
  };
  return (
    <article class="channel" aria-label={webhook.name}>
      <div>
        <h2>{webhook.name}</h2>
        <p class="muted">
          <span class="code">{webhook.hint}</span> · {webhook.organization ? organizationTrail(webhook.organization) : w.wholeCity}
        </p>
        <p class="code muted">{webhook.actions.join("  ")}</p>
        <Last last={webhook.last} waiting={webhook.waiting} />
      </div>
      <div class="actions">
        <Status status={webhook.enabled ? "ok" : "off"}>{webhook.enabled ? w.enabled : w.disabled}</Status>
        <Button onClick={onEdit}>{w.edit}</Button>
        <Button onClick={() => void turn()}>{webhook.enabled ? w.turnOff : w.turnOn}</Button>
        <Button kind="danger" onClick={() => setRemoving(true)}>{w.remove}</Button>
      </div>
      <TestButton path={path} onDone={onChanged} />
      {removing && (
        <Confirm title={w.removeWebhook} action={w.remove} onConfirm={remove} onClose={() => setRemoving(false)}>
          <p><b>{webhook.name}</b></p>
        </Confirm>
      )}
    </article>
  );
}
