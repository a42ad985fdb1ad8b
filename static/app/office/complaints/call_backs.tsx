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
import { listed, office } from "../words";
import { CallDialog } from "./call";
import { readCategories } from "./categories";
import { Where, What } from "./list";
import { storyWords } from "./story_words";
import { stepWords } from "./step_words";
import type { CallBackRow } from "./types";
import { complaints } from "./words";

export default function CallBacksScreen(_: { params: Params }) {
  const list = useList<CallBackRow>("/api/complaints/call-backs", {}, (row) => row.id);
  const [calling, setCalling] = useState<CallBackRow | null>(null);
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

/** One's own work, and who may ask the resident instead. */
function whyNot({ why_not, instead }: CallBackRow): string {
  const s = storyWords();
  return [why_not === "complaint.own_handling" ? s.ownHandling : s.notYours, instead.length > 0 && s.instead(listed(instead))].filter(Boolean).join("");
}

function columns(onCall: (row: CallBackRow) => void): Column<CallBackRow>[] {
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
          {row.allowed.length > 0 && may("complaints.personal") && <Button icon="phone" onClick={() => onCall(row)}>{s.callBack}</Button>}
          {row.why_not && <span class="second">{whyNot(row)}</span>}
          {row.allowed.map((step) => <ButtonLink key={step} href={`/app/complaints/${row.id}?do=${step}`}>{steps.action[step]}</ButtonLink>)}
        </span>
      ),
    },
  ];
}
