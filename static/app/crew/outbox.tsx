/** C6: everything that was submitted on this phone, with its state; nothing disappears without a receipt or a person. */
import "../shell/start";
import { useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { dateTime } from "../i18n/format";
import { outbox, photosWaiting, refused, waiting } from "../shell/queue";
import { me } from "../shell/session";
import { sendNow } from "../shell/working";
import type { OutboxItem } from "../store/shapes";
import { download, exportQueue } from "../sync/export";
import type { Flushed } from "../sync/flush";
import { Button } from "../ui/button";
import { Blank, Notice } from "../ui/notice";
import { Section } from "../ui/page";
import { Status, type Tone } from "../ui/status";
import { CrewScreen } from "./frame";
import { itemState, photosArrived } from "./outbox_state";
import { RefusedItem } from "./refused";
import { RefusedPhotos } from "./refused_photos";

export default function Outbox() {
  const w = crew().outbox;
  const [result, setResult] = useState<Flushed | null>(null);
  const [exported, setExported] = useState("");
  const [busy, setBusy] = useState(false);
  const upload = async (): Promise<void> => {
    setBusy(true);
    setResult(await sendNow(true).finally(() => setBusy(false)));
  };
  const save = async (): Promise<void> => {
    const file = await exportQueue();
    download(file);
    setExported(file.name);
  };
  const mine = waiting.value.filter((item) => item.author.id === me.value?.user.id);
  const finished = outbox.value.filter((item) => item.state === "received" || item.state === "settled").reverse();
  return (
    <CrewScreen
      title={w.title}
      actions={
        <>
          <Button icon="download" onClick={() => void save()}>{w.export}</Button>
          <Button kind="primary" icon="outbox" busy={busy} onClick={() => void upload()}>{w.uploadNow}</Button>
        </>
      }
    >
      {result && <Result result={result} />}
      {exported && <Notice status="ok" urgent>{w.exported(exported)}</Notice>}
      {outbox.value.length === 0 && <Blank title={w.nothing} icon="outbox">{w.nothingText}</Blank>}
      {refused.value.length > 0 && (
        <Section title={w.refused}>
          {refused.value.map((item) => (
            <RefusedItem key={item.id} item={item} />
          ))}
        </Section>
      )}
      {mine.length > 0 && (
        <Section title={w.waiting}>
          <Items items={mine} />
        </Section>
      )}
      <OthersItems />
      {finished.length > 0 && (
        <Section title={w.received}>
          <Items items={finished.slice(0, 200)} />
        </Section>
      )}
    </CrewScreen>
  );
}

const RESULT_TONE: Record<Flushed, Tone> = { sent: "ok", busy: "info", unreachable: "off", signed_out: "danger", later: "warn" };

function Result({ result }: { result: Flushed }) {
  const left = waiting.value.length + photosWaiting.value.length;
  const shown = result === "sent" && left > 0 ? "later" : result;
  return <Notice status={RESULT_TONE[shown]} urgent>{crew().outbox.results[shown]}</Notice>;
}

/** Records of whoever used this phone before: theirs, and sent in their name. */
function OthersItems() {
  const w = crew().outbox;
  const others = waiting.value.filter((item) => item.author.id !== me.value?.user.id);
  const authors = new Map(others.map((item) => [item.author.id, item.author.name]));
  return (
    <>
      {[...authors].map(([id, name]) => {
        const items = others.filter((item) => item.author.id === id);
        return (
          <Section key={id} title={w.others(name, items.length)}>
            <p class="muted">{w.othersText(name)}</p>
            <Items items={items} />
          </Section>
        );
      })}
    </>
  );
}

function Items({ items }: { items: OutboxItem[] }) {
  return (
    <ul class="list queue" data-testid="queue">
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </ul>
  );
}

function Item({ item }: { item: OutboxItem }) {
  const w = crew().outbox;
  const { tone, words } = itemState(item);
  return (
    <li data-id={item.id} data-state={item.state}>
      <div class="grow">
        <b>{item.subject}</b>
        <p class="row">
          <Status status={tone}>{words}</Status>
          <span class="muted">{w.types[item.type]} · {w.captured(dateTime(item.happened_at))}</span>
        </p>
        {item.photos.length > 0 && <p class="muted">{w.photos(photosArrived(item), item.photos.length)}</p>}
        {item.state === "waiting" && item.last_try_at !== null && <p class="muted">{w.tries(item.tries, dateTime(item.last_try_at))}</p>}
        {item.state === "received" && <p class="muted">{w.receipt(receiptNumber(item), dateTime(item.received_at!))}</p>}
        <RefusedPhotos item={item} />
      </div>
    </li>
  );
}

/** The last eight characters of the id: enough to read out on the telephone. */
function receiptNumber(item: OutboxItem): string {
  return item.id.slice(-8).toUpperCase();
}
