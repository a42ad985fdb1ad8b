/** What became of every message on every channel; failures can be sent again. */
import { useState } from "preact/hooks";
import { post, query } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { language } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { useList, useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { Facts, PageHead, Timeline } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { office, wordOf } from "../words";
import { DELIVERY_TONE } from "./last";
import type { Delivery, DeliveryStory } from "./types";
import { messages } from "./words";

const STATES = ["failed", "waiting", "sending", "sent", "cancelled"] as const;

export default function DeliveriesScreen(_: { params: Params }) {
  const { values, set, active, clear } = useFilters(["state"] as const);
  const list = useList<Delivery>("/api/deliveries", { ...values, lang: language.value }, (row) => row.id);
  const [open, setOpen] = useState<Delivery | null>(null);
  const w = messages();
  return (
    <Frame crumbs={[{ name: office().page.inbox, href: "/app/inbox" }, { name: office().tab.deliveries }]}>
      <PageHead title={w.deliveries} sub={w.deliveriesSub} />
      <SectionTabs of="messages" />
      <FilterBar active={active} onClear={clear}>
        <Select label={w.state} value={values.state} blank={ui().all} options={STATES.map((state) => ({ value: state, name: w.states[state] }))} onChange={(value) => set("state", value)} />
      </FilterBar>
      <ListTable list={list} caption={w.deliveries} columns={columns()} keyOf={(row) => row.id} onOpen={setOpen} empty={<Blank icon="send" title={w.noDeliveries} />} />
      {open && (
        <DeliveryView
          id={open.id}
          onRetried={() => {
            setOpen(null);
            list.reload();
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </Frame>
  );
}

function columns(): Column<Delivery>[] {
  const w = messages();
  const shown: Column<Delivery>[] = [
    { key: "message", title: w.message, cell: titleOf, by: titleOf },
    { key: "state", title: w.state, cell: (row) => <Status status={DELIVERY_TONE[row.state] ?? "off"}>{wordOf(w.states, row.state)}</Status>, by: (row) => row.state },
    { key: "channel", title: w.channel, cell: (row) => <ChannelName row={row} />, by: (row) => row.channel.name },
    { key: "error", title: w.error, cell: (row) => row.error ?? "" },
    { key: "attempts", title: w.attempts, end: true, cell: (row) => number(row.attempts), by: (row) => row.attempts },
    { key: "at", title: w.at, end: true, cell: (row) => dateTime(row.created_at), by: (row) => row.created_at },
  ];
  const person: Column<Delivery> = { key: "person", title: w.person, cell: (row) => row.person?.name ?? "—", by: (row) => row.person?.name ?? null };
  return may("webhooks.write") ? [...shown.slice(0, 3), person, ...shown.slice(3)] : shown;
}

const titleOf = (row: Delivery): string => (row.test ? messages().testMessage : row.title || messages().others);

function ChannelName({ row }: { row: Delivery }) {
  return (
    <span>
      {row.channel.name}
      <span class="second">{wordOf(messages().kinds, row.channel.kind)}</span>
    </span>
  );
}

function DeliveryView({ id, onRetried, onClose }: { id: string; onRetried: () => void; onClose: () => void }) {
  const w = messages();
  const loading = useLoad<DeliveryStory>(query(`/api/deliveries/${id}`, { lang: language.value }));
  const retry = async (): Promise<void> => {
    await post(`/api/deliveries/${id}/retry`);
    onRetried();
  };
  const failed = loading.value?.state === "failed";
  return (
    <Dialog wide title={w.deliveries} onClose={onClose} footer={failed && <Button kind="primary" icon="send" onClick={() => void retry()}>{w.retry}</Button>}>
      <Loaded of={loading}>
        {(story) => (
          <>
            <Facts
              rows={[
                [w.message, titleOf(story)],
                [w.channel, `${story.channel.name} · ${wordOf(w.kinds, story.channel.kind)}`],
                story.person && [w.person, story.person.name],
                [w.state, wordOf(w.states, story.state)],
                story.error && [w.error, story.error],
                story.settled_at && [w.settled, dateTime(story.settled_at)],
              ]}
            />
            <h3>{w.tries}</h3>
            <Timeline events={story.tries.map((one, i) => ({ key: String(i), at: `${dateTime(one.at)} · ${w.took(number(one.took_ms, 0))}`, what: <b>{[wordOf(w.results, one.result), one.detail].filter(Boolean).join(" · ")}</b> }))} />
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
