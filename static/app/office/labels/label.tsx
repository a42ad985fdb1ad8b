/** One label: its picture, what it is attached to, and how it ends. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { dateTime } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead, Section, Timeline } from "../../ui/page";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { LABEL_TONE, toneOf } from "../tones";
import { siteNameOf } from "../lookups";
import { office, wordOf } from "../words";
import type { Label } from "./types";
import { hyphened, labels } from "./words";

export default function LabelScreen({ params }: { params: Params }) {
  const code = params["code"] ?? "";
  const loading = useLoad<{ label: Label }>(`/api/labels/${code}`);
  return (
    <Frame crumbs={[{ name: office().page.labels, href: "/app/labels" }, { name: code }]}>
      <Loaded whole of={loading}>{({ label }) => <LabelView label={label} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function LabelView({ label, onChanged }: { label: Label; onChanged: () => void }) {
  const w = labels();
  const alive = label.state === "blank" || label.state === "attached";
  return (
    <>
      <PageHead
        title={hyphened(label.short_code)}
        sub={<span class="code">{`${label.code} · ${label.batch}`}</span>}
        status={<Chip status={toneOf(LABEL_TONE, label.state)}>{wordOf(office().labelState, label.state)}</Chip>}
        actions={
          <>
            <ButtonLink icon="download" download href={`/api/labels/${label.code}.svg?size_mm=50`}>{w.svg}</ButtonLink>
            <ButtonLink icon="download" download href={`/api/labels/${label.code}.png?size_mm=50`}>{w.png}</ButtonLink>
            <ButtonLink icon="printer" href={`/app/labels/sheet?labels=${label.code}`}>{w.sheet}</ButtonLink>
            {alive && may("labels.retire") && <EndLabel label={label} onChanged={onChanged} />}
          </>
        }
      />
      <div class="columns two">
        <Section title={w.detail}>
          <img class="label-picture" src={`/api/labels/${label.code}.svg?size_mm=50`} alt={label.code} width="240" />
        </Section>
        <Section title={w.history}>
          {label.attached_to && (
            <p style="margin-bottom:16px">
              {w.asset} <a href={`/app/registry/assets/${label.attached_to.id}`}>{nameOf(label.attached_to)}</a> · {siteNameOf(label.attached_to)}
            </p>
          )}
          <Timeline events={history(label)} />
        </Section>
      </div>
    </>
  );
}

function history(label: Label) {
  const w = labels();
  const ended = label.state === "lost" ? w.wasLost : w.wasRetired;
  return [
    { key: "issued", what: w.wasIssued, at: dateTime(label.issued_at) },
    ...(label.attached_at ? [{ key: "attached", what: label.attached_by ? w.wasAttached(label.attached_by.name) : office().labelState.attached, at: dateTime(label.attached_at) }] : []),
    ...(label.ended_at ? [{ key: "ended", what: label.reason ? `${ended}：${label.reason}` : ended, at: dateTime(label.ended_at) }] : []),
  ];
}

export function EndLabel({ label, onChanged }: { label: Label; onChanged: () => void }) {
  const w = labels();
  const [asked, setAsked] = useState<"retired" | "lost" | null>(null);
  const lost = asked === "lost";
  const end = async (reason: string): Promise<void> => {
    await post(`/api/labels/${label.code}/retirement`, { reason, lost });
    onChanged();
  };
  return (
    <>
      <Button kind="danger" onClick={() => setAsked("lost")}>{w.lost}</Button>
      <Button kind="danger" onClick={() => setAsked("retired")}>{w.retire}</Button>
      {asked && (
        <Confirm reason title={lost ? w.lostTitle : w.retireTitle} action={lost ? w.lost : w.retire} onConfirm={end} onClose={() => setAsked(null)}>
          <p class="code"><b>{hyphened(label.short_code)}</b></p>
          <p>{lost ? w.lostText : w.retireText}</p>
        </Confirm>
      )}
    </>
  );
}
