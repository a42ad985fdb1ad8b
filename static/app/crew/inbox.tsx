/** What the product has told this person: the newest first, the last ones also without signal. */
import "../shell/start";
import { useEffect, useState } from "preact/hooks";
import { type Page, get, post } from "../api";
import { words } from "../i18n";
import { dateTime } from "../i18n/format";
import { keepUnread, unread } from "../shell/inbox";
import { navigate } from "../shell/router";
import { me } from "../shell/session";
import { read, write } from "../store/meta";
import { one } from "../store/mirror";
import type { Message } from "../store/shapes";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Blank, Notice } from "../ui/notice";
import { CrewScreen } from "./frame";

const inboxWords = words(
  {
    title: "消息",
    none: "没有消息",
    noneText: "隐患交给你、快到期、被退回时，会在这里告诉你。",
    offline: "没有信号，显示的是上次收到的消息。",
    readAll: "全部标为已读",
    unread: "未读",
    urgent: "紧急",
  },
  {
    title: "Messages",
    none: "No messages",
    noneText: "You are told here when a hazard is given to you, is nearly due, or comes back.",
    offline: "No signal. These are the messages last received.",
    readAll: "Mark all as read",
    unread: "Unread",
    urgent: "Urgent",
  },
);

export default function Inbox() {
  const w = inboxWords();
  const [messages, setMessages] = useState<Message[] | null>(null);
  const [offline, setOffline] = useState(false);
  const told = unread.value;
  useEffect(() => {
    void readInbox().then(([items, fresh]) => {
      setMessages(items);
      setOffline(!fresh);
    });
  }, [told]);
  const readAll = async (): Promise<void> => {
    const now = new Date().toISOString();
    setMessages((messages ?? []).map((message) => ({ ...message, read_at: message.read_at ?? now })));
    await markRead({ all: true });
  };
  const open = async (message: Message): Promise<void> => {
    if (message.read_at === null) void markRead({ ids: [message.id] });
    navigate(await pageOf(message));
  };
  if (messages === null) return null;
  return (
    <CrewScreen title={w.title} actions={told > 0 && !offline && <Button onClick={() => void readAll()}>{w.readAll}</Button>}>
      {offline && <Notice status="off" icon="signal">{w.offline}</Notice>}
      {messages.length === 0 && <Blank title={w.none} icon="bell">{w.noneText}</Blank>}
      <ul class="list places">
        {messages.map((message) => (
          <li key={message.id} data-unread={message.read_at === null}>
            <button type="button" class="place message" onClick={() => void open(message)}>
              <b>
                {message.read_at === null && <span class="dot" role="img" aria-label={w.unread} />}
                {message.urgent && <span class="status danger"><Icon name="warn" title={w.urgent} /></span>} {message.title}
              </b>
              <span>{message.body}</span>
              <span class="muted">{dateTime(message.created_at)}</span>
            </button>
          </li>
        ))}
      </ul>
    </CrewScreen>
  );
}

/** From the server, else as last received; the flag says which. */
async function readInbox(): Promise<[Message[], boolean]> {
  const user = me.value!.user.id;
  const page = await get<Page<Message>>("/api/inbox?limit=50").catch(() => null);
  if (!page) {
    const kept = await read("inbox");
    return [kept?.user === user ? kept.items : [], false];
  }
  await write("inbox", { user, items: page.items });
  return [page.items, true];
}

async function markRead(which: { ids: string[] } | { all: true }): Promise<void> {
  const counted = await post<{ unread: number }>("/api/inbox/reading", which).catch(() => null);
  if (counted) await keepUnread(counted.unread);
}

/** A hazard that this phone has is opened here, where it needs no signal. */
async function pageOf({ subject, link }: Message): Promise<string> {
  return subject.kind === "hazard" && (await one("hazard", subject.id)) ? `/app/my/hazards/${subject.id}` : link;
}
