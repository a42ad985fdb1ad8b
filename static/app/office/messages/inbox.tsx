/** What concerns me, the newest first; opening a message marks it as read. */
import { post } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { me } from "../../shell/session";
import { language } from "../../i18n";
import { dateTime } from "../../i18n/format";
import { Button } from "../../ui/button";
import { ChoiceBar } from "../../ui/choicebar";
import { type Listing, useList } from "../../ui/load";
import { Failure, Waiting } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { ui } from "../../ui/words";
import { unread } from "../bell";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import type { Message } from "./types";
import { messages } from "./words";

export default function InboxScreen(_: { params: Params }) {
  const { values, set } = useFilters(["unread"] as const);
  const list = useList<Message>("/api/inbox", { unread: values.unread, lang: language.value }, (row) => row.id);
  useLive(["notification"], list.reload, me.value?.user.id);
  const w = messages();
  const readAll = async (): Promise<void> => {
    unread.value = (await post<{ unread: number }>("/api/inbox/reading", { all: true })).unread;
    list.reload();
  };
  return (
    <Frame live crumbs={[{ name: office().page.inbox }]}>
      <PageHead title={w.inbox} sub={w.inboxSub} actions={(unread.value ?? 0) > 0 && <Button icon="ok" onClick={() => void readAll()}>{w.readAll}</Button>} />
      <SectionTabs of="messages" />
      <ChoiceBar label={w.show} value={values.unread} onChange={(value) => set("unread", value)} options={[{ value: "", name: w.all }, { value: "true", name: w.unread }]} />
      <Messages list={list} none={values.unread ? w.noneUnread : w.none} />
    </Frame>
  );
}

function Messages({ list, none }: { list: Listing<Message>; none: string }) {
  if (list.error && list.rows.length === 0) return <Failure error={list.error} retry={list.reload} />;
  if (list.busy && list.rows.length === 0) return <Waiting />;
  if (list.rows.length === 0) return <Blank icon="bell" title={none} />;
  return (
    <>
      <ul class="plain inbox">
        {list.rows.map((message) => (
          <li key={message.id} class={message.read_at ? "" : "unread"}>
            <Row message={message} />
          </li>
        ))}
      </ul>
      {list.more && <Button onClick={list.more}>{ui().more}</Button>}
    </>
  );
}

function Row({ message }: { message: Message }) {
  const w = messages();
  const open = (event: MouseEvent): void => {
    if (message.read_at) return;
    void post<{ unread: number }>("/api/inbox/reading", { ids: [message.id] }).then(
      (answer) => (unread.value = answer.unread),
      () => undefined,
    );
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigate(message.link);
  };
  return (
    <a href={message.link} data-row onClick={open}>
      <span class="line">
        <b>{message.title}</b>
        {message.urgent && <Status status="danger">{w.urgent}</Status>}
        {!message.read_at && <span class="sr">{w.unread}</span>}
        <time dateTime={message.created_at}>{dateTime(message.created_at)}</time>
      </span>
      <span class="second body">{message.body}</span>
    </a>
  );
}
