/** Where my messages go besides the inbox, each with a test, and the calendar of my deadlines. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { Frame } from "../frame";
import { useLive } from "../live";
import { me } from "../../shell/session";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { CalendarFeed } from "./calendar_feed";
import { ChannelCard } from "./channel_card";
import { ChannelForm } from "./channel_form";
import type { Channel } from "./types";
import { messages } from "./words";

export default function ChannelsScreen(_: { params: Params }) {
  const loading = useLoad<{ items: Channel[] }>("/api/channels");
  useLive(["notification"], loading.reload, me.value?.user.id);
  const [asked, setAsked] = useState<Channel | "new" | null>(null);
  const w = messages();
  const add = <Button kind="primary" icon="plus" onClick={() => setAsked("new")}>{w.newChannel}</Button>;
  return (
    <Frame crumbs={[{ name: office().page.inbox, href: "/app/inbox" }, { name: office().tab.channels }]}>
      <PageHead title={w.channels} sub={w.channelsSub} actions={add} />
      <SectionTabs of="messages" />
      <Loaded of={loading}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank icon="bell" title={w.noChannels} actions={add}>{w.noChannelsText}</Blank>
          ) : (
            <ul class="plain cards-list">
              {items.map((channel) => (
                <li key={channel.id}>
                  <ChannelCard channel={channel} onEdit={() => setAsked(channel)} onChanged={loading.reload} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <Section title={w.calendar}>
        <CalendarFeed />
      </Section>
      {asked && (
        <ChannelForm
          channel={asked === "new" ? null : asked}
          onClose={() => {
            setAsked(null);
            loading.reload();
          }}
        />
      )}
    </Frame>
  );
}
