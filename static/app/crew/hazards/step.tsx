/** Taking a step: one page, its pictures, its words, its evidence; into the queue with or without signal. */
import "../../shell/start";
import { useEffect, useState } from "preact/hooks";
import type { Hazard } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { me } from "../../shell/session";
import { sendNow } from "../../shell/working";
import type { PhoneStep } from "../../store/shapes";
import { Button, ButtonLink } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { Blank, Notice } from "../../ui/notice";
import { ui } from "../../ui/words";
import { refusal } from "../../rules/hazards";
import { useResting } from "../following";
import { CrewScreen } from "../frame";
import { SaveFailed } from "../save_failure";
import { ConfirmFields, Percent } from "./deciding";
import { Evidence } from "./evidence";
import { DecisionFields, DueField } from "./extending";
import { firstPicture, repairPictures } from "./facing";
import { Gone } from "./hazard";
import { Picture } from "./picture";
import { PlanFields } from "./planning";
import { useStandings } from "./reading";
import { placeOf, titleOf } from "./row";
import { StepSlot } from "./slot";
import { factsOf, isPhoneStep, standingOf, stepperOf } from "./standing";
import { STEP_FORMS, type StepGap } from "./step_rules";
import { type Stepping, openStep } from "./stepping";
import { LeaderField } from "./supervising";
import { whyWords } from "./why";
import { steps } from "../../office/hazards/step_words";
import { phoneHazards } from "./words";

export default function Step({ params }: { params: Params }) {
  const step = params["step"] as PhoneStep;
  const known = useStandings();
  const [saved, setSaved] = useState(false);
  if (known === null) return null;
  const found = standingOf(known, params["id"]!);
  if (saved) return <Saved hazard={params["id"]!} step={step} />;
  if (!found || !isPhoneStep(step)) return <Gone />;
  return <Judged key={step} hazard={found.hazard} step={step} onSaved={() => setSaved(true)} />;
}

interface JudgedProps {
  hazard: Hazard;
  step: PhoneStep;
  onSaved: () => void;
}

/** Refused here by the table that the server uses too: nobody fills in what would be returned. */
function Judged({ hazard, step, onSaved }: JudgedProps) {
  const w = phoneHazards();
  const [stepping, setStepping] = useState<Stepping | null>(null);
  const why = refusal(factsOf(hazard), step, stepperOf(me.value!));
  useEffect(() => {
    if (why === null) void openStep(hazard, step).then(setStepping);
  }, [hazard.id, step, why]);
  if (why !== null) {
    return (
      <CrewScreen title={w.act[step]} up={`/app/my/hazards/${hazard.id}`} actions={<ButtonLink kind="primary" href={`/app/my/hazards/${hazard.id}`}>{w.toHazard}</ButtonLink>}>
        <Blank title={w.cannot} icon="warn">{whyWords(why)}</Blank>
      </CrewScreen>
    );
  }
  return stepping && <Form hazard={hazard} stepping={stepping} onSaved={onSaved} />;
}

function Form({ hazard, stepping, onSaved }: { hazard: Hazard; stepping: Stepping; onSaved: () => void }) {
  const w = phoneHazards();
  useResting(stepping);
  const draft = stepping.draft.value;
  const form = STEP_FORMS[draft.step];
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const gaps = asked ? stepping.gaps() : [];
  const errorOf = (...wanted: StepGap[]): string | undefined => {
    const gap = wanted.find((each) => gaps.includes(each));
    return gap && w.errors[gap];
  };
  const submit = async (): Promise<void> => {
    setAsked(true);
    const missing = stepping.gaps();
    if (missing.length > 0) return document.getElementById(`step-${groupOf(missing[0]!)}`)?.scrollIntoView({ block: "center" });
    setBusy(true);
    if (!(await stepping.submit())) return setBusy(false);
    onSaved();
    void sendNow(true);
  };
  return (
    <CrewScreen title={w.act[draft.step]} up={`/app/my/hazards/${hazard.id}`} sub={`${titleOf(hazard)} · ${placeOf(hazard)}`} actions={<Button kind="primary" busy={busy} onClick={() => void submit()}>{w.submit}</Button>}>
      <SaveFailed form={stepping} />
      {hazard.version > draft.version && draft.version > 0 && <Changed hazard={hazard} stepping={stepping} />}
      {draft.step === "accept" || draft.step === "send_back" ? <BeforeAfter hazard={hazard} /> : null}
      {draft.step === "confirm" && <ConfirmFields stepping={stepping} gradeError={errorOf("grade")} responsibleError={errorOf("responsible")} />}
      {draft.step === "progress" && <Percent stepping={stepping} error={errorOf("percent")} />}
      {draft.step === "plan" && <PlanFields stepping={stepping} errorOf={errorOf} />}
      {draft.step === "ask_extension" && <DueField stepping={stepping} error={errorOf("due_on", "later")} />}
      {draft.step === "decide_extension" && hazard.extension && <DecisionFields stepping={stepping} error={errorOf("granted")} />}
      {draft.step === "supervise" && <LeaderField stepping={stepping} error={errorOf("leader")} />}
      {(form.photo || form.before || form.may) && <Pictures hazard={hazard} stepping={stepping} error={errorOf("before", "after", "site")} />}
      {form.evidence && <Evidence stepping={stepping} error={errorOf("on_site", "wrong_label")} />}
      {form.text && (
        <div id="step-text">
          <TextArea label={textLabel(draft.step)} hint={textHint(draft.step)} optional={form.text === "optional"} value={draft.text} onInput={(text) => stepping.change({ text })} error={errorOf("text")} rows={3} />
        </div>
      )}
      <p class="discard">
        <Button kind="quiet" onClick={() => void stepping.discard().then(() => navigate(`/app/my/hazards/${hazard.id}`, { replace: true }))}>{w.discard}</Button>
      </p>
    </CrewScreen>
  );
}

/** Who has looked at it as it is now goes on with what he wrote. */
function Changed({ hazard, stepping }: { hazard: Hazard; stepping: Stepping }) {
  const w = phoneHazards();
  const actions = (
    <>
      <ButtonLink href={`/app/my/hazards/${hazard.id}`}>{w.toHazard}</ButtonLink>
      <Button onClick={() => stepping.change({ version: hazard.version })}>{w.seenChange}</Button>
    </>
  );
  return <Notice status="warn" actions={actions}>{w.changed}</Notice>;
}

/** Which part of the form a gap is in. */
function groupOf(gap: StepGap): string {
  if (gap === "later") return "due_on";
  if (gap === "source") return "amount";
  if (gap === "before" || gap === "after" || gap === "site") return "photos";
  return gap === "on_site" || gap === "wrong_label" ? "evidence" : gap;
}

function textLabel(step: PhoneStep): string {
  const w = phoneHazards();
  const labels: Partial<Record<PhoneStep, string>> = {
    dismiss: w.dismissReason,
    fix_on_the_spot: w.doneLabel,
    rectify: w.doneLabel,
    accept: w.acceptNote,
    send_back: w.sendBackReason,
    progress: w.progressText,
    ask_extension: steps().extensionReason,
    decide_extension: steps().decideReason,
    supervise: steps().superviseReason,
    reopen: steps().reopenReason,
  };
  return labels[step] ?? w.note;
}

function textHint(step: PhoneStep): string | undefined {
  const w = phoneHazards();
  if (step === "dismiss") return w.dismissHint;
  return step === "rectify" || step === "fix_on_the_spot" ? w.doneHint : undefined;
}

/** What the verifier compares with what he sees. */
function BeforeAfter({ hazard }: { hazard: Hazard }) {
  const w = phoneHazards();
  return (
    <section aria-label={w.beforeAfter}>
      <div class="photos pair">
        <Picture sha256={firstPicture(hazard)?.sha256 ?? null} caption={w.beforePhoto} />
        <Picture sha256={repairPictures(hazard)[0]?.sha256 ?? null} caption={w.afterPhoto} />
      </div>
    </section>
  );
}

/** The picture to take, with the first one laid over the camera so that both show the same. */
function Pictures({ hazard, stepping, error }: { hazard: Hazard; stepping: Stepping; error: string | undefined }) {
  const w = phoneHazards();
  const { step } = stepping.draft.value;
  const onSite = step === "accept" || step === "send_back" || step === "reopen";
  const role = STEP_FORMS[step].may ?? "after";
  const ghost = firstPicture(hazard)?.sha256 ?? null;
  return (
    <fieldset class="field-row stack-tight" id="step-photos">
      <legend>
        {onSite ? w.sitePhoto : w.photos}
        {!STEP_FORMS[step].photo && <span class="optional">{ui().optional}</span>}
      </legend>
      {error && <p class="error">{error}</p>}
      <div class="photoslots">
        {STEP_FORMS[step].before && <StepSlot stepping={stepping} role="before" label={w.beforePhoto} ghost={null} />}
        <StepSlot stepping={stepping} role={role} label={onSite ? w.sitePhoto : w.afterPhoto} ghost={ghost} />
        {!STEP_FORMS[step].before && !onSite && ghost && <Picture sha256={ghost} caption={w.oldPhoto} />}
      </div>
      {ghost && <p class="muted">{w.sameAngle}</p>}
    </fieldset>
  );
}

function Saved({ hazard, step }: { hazard: string; step: PhoneStep }) {
  const w = phoneHazards();
  const verified = step === "accept" || step === "send_back";
  return (
    <CrewScreen
      title={w.act[step]}
      up={`/app/my/hazards/${hazard}`}
      actions={
        <>
          <ButtonLink href={`/app/my/hazards/${hazard}`}>{w.toHazard}</ButtonLink>
          <ButtonLink kind="primary" href={verified ? "/app/my/verification" : "/app/my/hazards"}>{verified ? w.toQueue : w.toList}</ButtonLink>
        </>
      }
    >
      <Blank title={w.saved} icon="ok">{w.savedText}</Blank>
    </CrewScreen>
  );
}
