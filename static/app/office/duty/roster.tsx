/** One roster: its faults, its month, the rules it is made of, and what deviates from it. */
import { useState } from "preact/hooks";
import { del, post } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { inLanguage } from "../../i18n";
import { dateTime } from "../../i18n/format";
import { newId } from "../../store/ids";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Notice } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Frame } from "../frame";
import { useLive } from "../live";
import { ChangeForm } from "./change_form";
import { Changes } from "./changes";
import { Lines } from "./import_form";
import { Month } from "./month";
import { placeName } from "./place";
import { PlanView } from "./plan_view";
import { RosterState } from "./rosters";
import { span } from "./spans";
import type { Roster } from "./types";
import { dutyWords } from "./words";

const SHOWN = 20;

export default function RosterScreen({ params }: { params: Params }) {
  const loading = useLoad<Roster>(`/api/rosters/${params["id"]}`);
  useLive(["roster"], loading.reload);
  const w = dutyWords();
  return (
    <Frame live crumbs={[{ name: w.rosters, href: "/app/duty/rosters" }, { name: loading.value?.name ?? "…" }]}>
      <Loaded whole of={loading}>{(roster) => <RosterView roster={roster} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function RosterView({ roster, onChanged }: { roster: Roster; onChanged: () => void }) {
  const w = dutyWords();
  const published = roster.published_at ? ` · ${w.published} ${dateTime(roster.published_at)} ${roster.published_by}` : "";
  return (
    <>
      <PageHead title={roster.name} sub={`${placeName(roster)} · ${span(roster.starts_at, roster.ends_at)}${published}`} status={<RosterState of={roster} />} actions={<Actions roster={roster} onChanged={onChanged} />} />
      {roster.status !== "retired" && <Faults roster={roster} />}
      <Month roster={roster} />
      {roster.status === "published" && <Changes roster={roster} />}
      <PlanView roster={roster} onChanged={onChanged} />
    </>
  );
}

function Faults({ roster }: { roster: Roster }) {
  const w = dutyWords();
  const isDraft = roster.status === "draft";
  if (roster.faults.length === 0) return isDraft ? <Notice status="ok">{w.noFaults}</Notice> : null;
  return (
    <Notice status="danger">
      <b>{isDraft ? w.faults(roster.faults.length) : w.faultsSince(roster.faults.length)}</b>
      <Lines lines={roster.faults.slice(0, SHOWN).map((fault) => inLanguage(fault.detail))} more={roster.faults.length - SHOWN} />
    </Notice>
  );
}

type Asked = "publish" | "retire" | "discard" | "override" | "reinforcement" | null;

function Actions({ roster, onChanged }: { roster: Roster; onChanged: () => void }) {
  const w = dutyWords();
  const [asked, setAsked] = useState<Asked>(null);
  const isDraft = roster.status === "draft";
  const close = (): void => {
    setAsked(null);
    onChanged();
  };
  const act = (how: "publication" | "retirement") => async (): Promise<void> => void (await post(`/api/rosters/${roster.id}/${how}`, { version: roster.version }));
  const copy = async (): Promise<void> => {
    const id = newId();
    await post("/api/rosters", { id, name: roster.name, organization: roster.organization, area: roster.area, plan: roster.plan });
    navigate(`/app/duty/rosters/${id}`);
  };
  const discard = async (): Promise<void> => {
    await del(`/api/rosters/${roster.id}`);
    navigate("/app/duty/rosters", { replace: true });
  };
  return (
    <>
      <ButtonLink icon="download" href={`/api/rosters/${roster.id}/roster.xlsx`} download>{w.export}</ButtonLink>
      {roster.writable && (
        <>
          {isDraft && <Button icon="trash" onClick={() => setAsked("discard")}>{w.discard}</Button>}
          {isDraft && <Button kind="primary" disabled={roster.faults.length > 0} onClick={() => setAsked("publish")}>{w.publish}</Button>}
          {!isDraft && <Button onClick={() => void copy()}>{w.copy}</Button>}
          {roster.status === "published" && <Button onClick={() => setAsked("retire")}>{w.retire}</Button>}
          {roster.status === "published" && <Button onClick={() => setAsked("reinforcement")}>{w.reinforce}</Button>}
          {roster.status === "published" && <Button kind="primary" onClick={() => setAsked("override")}>{w.override}</Button>}
        </>
      )}
      {asked === "publish" && <Confirm danger={false} title={w.publishTitle} action={w.publish} onConfirm={act("publication")} onClose={close}><p>{w.publishText}</p></Confirm>}
      {asked === "retire" && <Confirm title={w.retireTitle} action={w.retire} onConfirm={act("retirement")} onClose={close}><p>{w.retireText}</p></Confirm>}
      {asked === "discard" && <Confirm title={w.discardTitle} action={w.discard} onConfirm={discard} onClose={() => setAsked(null)}><p>{w.discardText}</p></Confirm>}
      {(asked === "override" || asked === "reinforcement") && <ChangeForm via={asked} place={roster} onClose={close} />}
    </>
  );
}
