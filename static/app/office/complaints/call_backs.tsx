/** Who has not said whether it is warm: to be called, the longest wait first. */
import { useEffect, useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { Button, ButtonLink } from "../../ui/button";
import { Due } from "../../ui/clock";
import { useList } from "../../ui/load";
import { Blank } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { type Column, ListTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { SectionTabs } from "../section_tabs";
import { office } from "../words";
import { CallDialog } from "./call";
import { readCategories } from "./categories";
import { Where, What } from "./list";
import { storyWords } from "./story_words";
import { stepWords } from "./step_words";
import type { Row } from "./types";
import { complaints } from "./words";

export default function CallBacksScreen(_: { params: Params }) {
  const list = useList<Row>("/api/complaints/call-backs", {}, (row) => row.id);
  const [calling, setCalling] = useState<Row | null>(null);
  useEffect(() => void readCategories(), []);
  useLive(["complaint"], list.reload);
  const s = storyWords();
  return (
    <Frame live crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: s.callBacks }]}>
      <PageHead title={s.callBacks} sub={s.callBacksText} />
      <SectionTabs of="complaints" />
      <ListTable list={list} caption={s.callBacks} columns={columns(setCalling)} keyOf={(row) => row.id} href={(row) => `/app/complaints/${row.id}`} empty={<Blank icon="ok" title={s.callBacksNone} />} />
      {calling && <CallDialog row={calling} onClose={() => setCalling(null)} />}
    </Frame>
  );
}

function columns(onCall: (row: Row) => void): Column<Row>[] {
  const [w, s, steps] = [complaints(), storyWords(), stepWords()];
  return [
    { key: "what", title: w.what, cell: (row) => <What row={row} /> },
    { key: "where", title: w.where, cell: (row) => <Where row={row} /> },
    { key: "due", title: w.due, cell: (row) => row.due_at && <Due at={row.due_at} /> },
    {
      key: "act",
      title: s.callBack,
      silent: true,
      end: true,
      cell: (row) => (
        <span class="actions" style="justify-content:flex-end">
          {may("complaints.personal") && <Button icon="phone" onClick={() => onCall(row)}>{s.callBack}</Button>}
          <ButtonLink href={`/app/complaints/${row.id}?do=rate`}>{steps.action.rate}</ButtonLink>
          <ButtonLink href={`/app/complaints/${row.id}?do=call_back`}>{steps.action.call_back}</ButtonLink>
        </span>
      ),
    },
  ];
}
