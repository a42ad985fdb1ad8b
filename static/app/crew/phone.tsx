/** C7: whether this phone can be relied on: version, offline package, storage, clock, and a test of the way to the server. */
import "../shell/start";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { dateTime, size } from "../i18n/format";
import { mirror } from "../shell/queue";
import { worksOffline, shownVersion } from "../shell/update";
import { fetchNow, fetching } from "../shell/working";
import { deviceId } from "../store/device";
import { all } from "../store/mirror";
import { clockOffset } from "../sync/clock";
import { download, exportQueue } from "../sync/export";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Facts, Section } from "../ui/page";
import { Status } from "../ui/status";
import { CrewScreen } from "./frame";
import { useMirror } from "./knowledge";
import { Install } from "./install";
import { SyncTest } from "./sync_test";

/** Clocks further apart than this are told apart. */
export const CLOCK_TOLERANCE_MS = 120_000;

interface PhoneFacts {
  version: string | null;
  persisted: boolean;
  used: number | null;
  offset: number | null;
  device: string;
}

async function readPhone(): Promise<PhoneFacts> {
  const [version, persisted, estimate, offset, device] = await Promise.all([
    shownVersion(),
    navigator.storage?.persisted?.() ?? false,
    navigator.storage?.estimate?.() ?? null,
    clockOffset(),
    deviceId(),
  ]);
  return { version, persisted, used: estimate?.usage ?? null, offset, device };
}

export default function Phone() {
  const w = crew().phone;
  const [facts, setFacts] = useState<PhoneFacts | null>(null);
  const read = (): void => void readPhone().then(setFacts);
  useEffect(read, []);
  return (
    <CrewScreen title={w.title}>
      <Install />
      {facts && <PhoneTable facts={facts} onPersist={() => void navigator.storage?.persist?.().then(read)} />}
      <Package />
      <SyncTest onDone={read} />
      <Export />
    </CrewScreen>
  );
}

function PhoneTable({ facts, onPersist }: { facts: PhoneFacts; onPersist: () => void }) {
  const w = crew().phone;
  const rows: (readonly [string, ComponentChildren])[] = [
    [w.offline, worksOffline.value ? <Status status="ok">{w.yes}</Status> : <Status status="warn">{w.no}</Status>],
    [w.persisted, facts.persisted ? <Status status="ok">{w.persistedYes}</Status> : <><Status status="warn">{w.persistedNo}</Status><Button kind="quiet" onClick={onPersist}>{w.persist}</Button></>],
    [w.clock, <Clock offset={facts.offset} />],
    [w.space, facts.used === null ? "–" : size(facts.used)],
    [w.version, <span class="code">{facts.version ?? w.noVersion}</span>],
    [w.device, <span class="code">{facts.device.slice(-12)}</span>],
  ];
  return (
    <>
      <Facts rows={rows} />
      <p class="muted">{w.spaceHelp}</p>
    </>
  );
}

function Clock({ offset }: { offset: number | null }) {
  const w = crew().phone;
  if (offset === null) return <>{w.clockUnknown}</>;
  if (Math.abs(offset) < CLOCK_TOLERANCE_MS) return <Status status="ok">{w.clockFine}</Status>;
  const minutes = Math.round(Math.abs(offset) / 60_000);
  return (
    <>
      <Status status="warn">{offset < 0 ? w.clockFast(w.minutes(minutes)) : w.clockSlow(w.minutes(minutes))}</Status>
      <p class="muted">{w.clockWrong}</p>
    </>
  );
}

function Package() {
  const w = crew().phone;
  const counts = useMirror(async () => ({ sites: (await all("site")).length, assets: (await all("asset")).length }));
  const pulled = mirror.value?.pulled_at ?? null;
  return (
    <Section title={w.package}>
      <p>{pulled ? dateTime(pulled) : w.packageNone}{pulled && counts && ` · ${w.counts(counts.sites, counts.assets)}`}</p>
      <Button busy={fetching.value} onClick={() => void fetchNow()}>{w.update}</Button>
    </Section>
  );
}

function Export() {
  const w = crew().phone;
  const [exported, setExported] = useState("");
  const save = async (): Promise<void> => {
    const file = await exportQueue();
    download(file);
    setExported(file.name);
  };
  return (
    <Section title={w.export}>
      <p class="muted">{w.exportHelp}</p>
      {exported && <Notice status="ok" urgent>{crew().outbox.exported(exported)}</Notice>}
      <Button icon="download" onClick={() => void save()}>{w.export}</Button>
    </Section>
  );
}
