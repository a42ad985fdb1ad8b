/** C5: a hazard in four answers: what, where, how serious, what it looks like. */
import "../shell/start";
import { useEffect, useState } from "preact/hooks";
import type { PhotoRole } from "../api";
import { crew } from "../i18n/crew";
import { search } from "../shell/router";
import { sendNow } from "../shell/working";
import { one } from "../store/mirror";
import { Button, ButtonLink } from "../ui/button";
import { TextArea, TextField } from "../ui/field";
import { Icon } from "../ui/icon";
import { Blank, Notice } from "../ui/notice";
import { useResting } from "./following";
import { CrewScreen } from "./frame";
import { GradeSegment } from "./grade_segment";
import { type Composed, CodeField } from "./handbook/composing";
import { KeptPhoto } from "./kept_photo";
import { useMirror } from "./knowledge";
import { PhotoTaker } from "./photo_taker";
import { type Place, PlaceSearch } from "./places";
import { type Gap, Reporting, openReport } from "./reporting";
import { SaveFailed } from "./save_failure";
import { roleWord } from "./items/photos";

export default function Report() {
  const w = crew().report;
  const [reporting, setReporting] = useState<Reporting | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const open = (): void => {
    setSaved(null);
    void openReport({ asset: search.value.get("asset"), label: search.value.get("label"), code: search.value.get("code") }).then(setReporting);
  };
  useEffect(open, []);
  if (reporting === null) return null;
  if (saved) {
    return (
      <CrewScreen title={w.title} actions={<><Button onClick={open}>{w.another}</Button><Next saved={saved} /></>}>
        <Blank title={w.saved} icon="ok">{saved.grade === "minor" ? w.savedMinor : w.savedText}</Blank>
      </CrewScreen>
    );
  }
  return <Form key={reporting.draft.value.id} reporting={reporting} onSaved={setSaved} />;
}

interface Saved {
  id: string;
  grade: string;
}

/** What is minor may be fixed before one walks away. */
function Next({ saved }: { saved: Saved }) {
  const w = crew().report;
  if (saved.grade === "minor") return <ButtonLink kind="primary" href={`/app/my/hazards/${saved.id}/fix_on_the_spot`}>{w.fixNow}</ButtonLink>;
  return <ButtonLink kind="primary" href="/app/">{w.toToday}</ButtonLink>;
}

function Form({ reporting, onSaved }: { reporting: Reporting; onSaved: (saved: Saved) => void }) {
  const w = crew().report;
  useResting(reporting);
  const report = reporting.draft.value;
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const gaps = asked ? reporting.gaps() : [];
  const errorOf = (gap: Gap): string | undefined => (gaps.includes(gap) ? w.errors[gap] : undefined);
  const submit = async (): Promise<void> => {
    setAsked(true);
    const missing = reporting.gaps();
    if (missing.length > 0) return document.getElementById(`report-${missing[0]}`)?.scrollIntoView({ block: "center" });
    setBusy(true);
    if (!(await reporting.submit())) return setBusy(false);
    onSaved({ id: report.id, grade: report.grade });
    void sendNow(true);
  };
  return (
    <CrewScreen title={w.title} actions={<Button kind="primary" busy={busy} onClick={() => void submit()}>{w.submit}</Button>}>
      <SaveFailed form={reporting} />
      {report.corrects && <Notice status="info">{crew().check.corrects}</Notice>}
      <Code reporting={reporting} />
      <div id="report-what">
        <TextField label={w.what} hint={w.whatHint} value={report.title} onInput={(title) => reporting.change({ title })} error={errorOf("what")} maxLength={200} />
      </div>
      <Where reporting={reporting} error={errorOf("where")} />
      <div id="report-grade">
        <GradeSegment value={report.grade} error={errorOf("grade")} onChange={(grade) => reporting.change({ grade })} />
      </div>
      <fieldset class="field-row stack-tight">
        <legend>{w.photos}</legend>
        <div class="photoslots">
          {(["close_up", "context"] as const).map((role) => (
            <div key={role} id={`report-${role}`}>
              <Slot reporting={reporting} role={role} />
              {errorOf(role) && <p class="error">{errorOf(role)}</p>}
            </div>
          ))}
        </div>
      </fieldset>
      <TextArea label={w.description} value={report.description} onInput={(description) => reporting.change({ description })} rows={3} />
    </CrewScreen>
  );
}

/** A page of the handbook writes title and grade; both may be changed afterwards. */
function Code({ reporting }: { reporting: Reporting }) {
  const { code = null, described = null, asset } = reporting.draft.value;
  const kind = useMirror(async () => (asset ? ((await one("asset", asset))?.kind ?? null) : null), [asset]);
  const change = (value: Composed, title: string | null, grade: string | null): void =>
    reporting.change({ ...value, ...(title === null ? {} : { title }), ...(grade === null ? {} : { grade }) });
  return <CodeField value={{ code, described }} assetKind={kind} onChange={change} />;
}

function Where({ reporting, error }: { reporting: Reporting; error: string | undefined }) {
  const w = crew().report;
  const report = reporting.draft.value;
  const chosen = report.site ?? report.asset;
  const choose = ({ kind, id, site, name }: Place): void => reporting.change({ asset: kind === "asset" ? id : null, site, place: name, label: null });
  return (
    <fieldset class="field-row stack-tight" id="report-where">
      <legend>{w.where}</legend>
      {error && <p class="error">{error}</p>}
      {chosen ? (
        <p class="row chosen">
          <b class="grow">{report.place}</b>
          <Button onClick={() => reporting.change({ asset: null, site: null, place: "", label: null })}>{w.change}</Button>
        </p>
      ) : (
        <>
          <ButtonLink icon="scan" href="/app/scan?for=report">{w.whereScan}</ButtonLink>
          <PlaceSearch label={w.whereSearch} onChoose={choose} />
        </>
      )}
    </fieldset>
  );
}

function Slot({ reporting, role }: { reporting: Reporting; role: PhotoRole }) {
  const w = crew().check;
  const [taking, setTaking] = useState(false);
  const photo = reporting.draft.value.photos.find((each) => each.role === role);
  return (
    <div class="photoslot">
      {photo && <KeptPhoto sha256={photo.sha256} alt={roleWord(role)} onRemove={() => reporting.removePhoto(photo.sha256)} />}
      {!photo && (
        <button type="button" class="button take" data-role={role} onClick={() => setTaking(true)}>
          <Icon name="camera" />
          {w.take(roleWord(role))}
        </button>
      )}
      {taking && (
        <PhotoTaker
          role={role}
          before={() => reporting.save()}
          onTaken={async (taken) => {
            await reporting.addPhoto(role, taken);
            setTaking(false);
          }}
          onClose={() => setTaking(false)}
        />
      )}
    </div>
  );
}
