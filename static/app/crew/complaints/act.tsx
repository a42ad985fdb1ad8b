/** An act with a complaint: one page, its words, its measurement, its signatures; into the queue with or without signal. */
import "../../shell/start";
import { useEffect, useState } from "preact/hooks";
import type { PhoneVisit } from "../../api";
import { stepWords } from "../../office/complaints/step_words";
import { type Params, navigate, search } from "../../shell/router";
import { me } from "../../shell/session";
import { sendNow } from "../../shell/working";
import { ACTS, type Act } from "../../store/complaint_shapes";
import { Button, ButtonLink } from "../../ui/button";
import { TextArea, TextField } from "../../ui/field";
import { Blank } from "../../ui/notice";
import { ui } from "../../ui/words";
import { useResting } from "../following";
import { CrewScreen } from "../frame";
import { SaveFailed } from "../save_failure";
import { StepSlot } from "../hazards/slot";
import { ACT_FORMS, type ActGap } from "./act_rules";
import { type Acting, openAct } from "./acting";
import { Gone } from "./complaint";
import { Indoor, Room, Signatures, Slot } from "./fields";
import { useComplaints } from "./reading";
import { doorOf, titleOf } from "./row";
import { type Standing, whyNotNow } from "./standing";
import { phoneComplaints } from "./words";

export default function ActScreen({ params }: { params: Params }) {
  const act = params["act"] as Act;
  const known = useComplaints();
  const [saved, setSaved] = useState(false);
  if (known === null) return null;
  const standing = known.find(({ complaint }) => complaint.id === params["id"]);
  if (saved) return <Saved complaint={params["id"]!} act={act} />;
  if (!standing || !ACTS.includes(act)) return <Gone />;
  const visit = standing.complaint.visits.find(({ id }) => id === search.value.get("visit")) ?? null;
  return <Judged standing={standing} act={act} visit={visit} onSaved={() => setSaved(true)} />;
}

interface JudgedProps {
  standing: Standing;
  act: Act;
  visit: PhoneVisit | null;
  onSaved: () => void;
}

/** Refused here by the table that the server uses too: nobody fills in what would be returned. */
function Judged({ standing, act, visit, onSaved }: JudgedProps) {
  const w = phoneComplaints();
  const { complaint } = standing;
  const [acting, setActing] = useState<Acting | null>(null);
  const why = whyNotNow(complaint, act, visit, me.value!);
  useEffect(() => {
    if (why === null) void openAct(standing, act, visit).then(setActing);
  }, [complaint.id, act, visit?.id, why]);
  if (why !== null) {
    const page = `/app/my/complaints/${complaint.id}`;
    return (
      <CrewScreen title={w.act[act]} up={page} actions={<ButtonLink kind="primary" href={page}>{w.toComplaint}</ButtonLink>}>
        <Blank title={w.cannot} icon="warn">{w.why[why]}</Blank>
      </CrewScreen>
    );
  }
  return acting && <Form acting={acting} onSaved={onSaved} />;
}

function Form({ acting, onSaved }: { acting: Acting; onSaved: () => void }) {
  const w = phoneComplaints();
  useResting(acting);
  const { complaint } = acting.standing;
  const draft = acting.draft.value;
  const { act } = draft;
  const page = `/app/my/complaints/${complaint.id}`;
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const gaps = asked ? acting.gaps() : [];
  const errorOf = (gap: ActGap): string | undefined => (gaps.includes(gap) ? w.errors[gap] : undefined);
  const submit = async (): Promise<void> => {
    setAsked(true);
    const [first] = acting.gaps();
    if (first) return document.getElementById(idOf(first))?.scrollIntoView({ block: "center" });
    setBusy(true);
    if (!(await acting.submit())) return setBusy(false);
    onSaved();
    void sendNow(true);
  };
  return (
    <CrewScreen title={w.act[act]} up={page} sub={[titleOf(complaint), doorOf(complaint)].filter(Boolean).join(" · ")} actions={<Button kind="primary" busy={busy} onClick={() => void submit()}>{w.submit}</Button>}>
      <SaveFailed form={acting} />
      {(act === "arrange" || act === "move") && <Slot acting={acting} error={errorOf("slot")} />}
      <TextArea id={idOf("text")} label={textLabel(act)} hint={act === "interim_reply" ? w.promiseHint : undefined} optional={ACT_FORMS[act].text === "optional"} value={draft.text} onInput={(text) => acting.change({ text })} error={errorOf("text")} rows={3} />
      {act === "resolve" && <TextField optional label={stepWords().cause} value={draft.cause} onInput={(cause) => acting.change({ cause })} />}
      {(act === "resolve" || act === "complete") && <Indoor acting={acting} error={errorOf("indoor")} />}
      {act === "pause" && <TextField id={idOf("hours")} inputMode="numeric" label={stepWords().hours} hint={stepWords().hoursHint} value={draft.hours} onInput={(hours) => acting.change({ hours })} error={errorOf("hours")} />}
      {act === "interim_reply" && <TextField id={idOf("promised_on")} type="date" label={stepWords().promisedOn} value={draft.promised_on} onInput={(promised_on) => acting.change({ promised_on })} error={errorOf("promised_on")} />}
      {act === "note" && (
        <label class="choice">
          <input type="checkbox" checked={draft.contacted} onChange={(event) => acting.change({ contacted: event.currentTarget.checked })} />
          <span>{stepWords().contacted}</span>
        </label>
      )}
      {act === "complete" && <Room acting={acting} />}
      <Picture acting={acting} />
      {act === "complete" && <Signatures acting={acting} errorOf={errorOf} />}
      <p class="discard">
        <Button kind="quiet" onClick={() => void acting.discard().then(() => navigate(page, { replace: true }))}>{w.discard}</Button>
      </p>
    </CrewScreen>
  );
}

/** Where the field of a gap stands. */
export function idOf(gap: ActGap): string {
  return `act-${gap.replace("/", "")}`;
}

function Picture({ acting }: { acting: Acting }) {
  const w = phoneComplaints();
  const { act } = acting.draft.value;
  const role = ACT_FORMS[act].photo;
  if (role === null) return null;
  const label = act === "miss" ? w.doorPhoto : w.sitePhoto;
  return (
    <fieldset class="field-row">
      <legend>
        {label}
        <span class="optional">{ui().optional}</span>
      </legend>
      <div class="photoslots">
        <StepSlot stepping={acting} role={role} label={label} ghost={null} />
      </div>
    </fieldset>
  );
}

function textLabel(act: Act): string {
  const w = phoneComplaints();
  const labels: Partial<Record<Act, string>> = {
    resolve: stepWords().whatDone,
    interim_reply: stepWords().promise,
    return: stepWords().reason,
    pause: stepWords().reason,
    note: w.noteLabel,
    miss: w.missLabel,
    complete: w.foundLabel,
    move: stepWords().reason,
    cancel: stepWords().reason,
  };
  return labels[act] ?? stepWords().note;
}

function Saved({ complaint, act }: { complaint: string; act: Act }) {
  const w = phoneComplaints();
  const page = `/app/my/complaints/${complaint}`;
  return (
    <CrewScreen title={w.act[act]} up={page} actions={<><ButtonLink href="/app/my/complaints">{w.toList}</ButtonLink><ButtonLink kind="primary" href={page}>{w.toComplaint}</ButtonLink></>}>
      <Blank title={w.saved} icon="ok">{w.savedText}</Blank>
    </CrewScreen>
  );
}
