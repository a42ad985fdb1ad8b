/** Another picture in place of one that the server refused, or that never reached it: taken, and into the queue at once. */
import "../../shell/start";
import { useState } from "preact/hooks";
import type { PhotoRole } from "../../api";
import { crew } from "../../i18n/crew";
import { outbox, photos } from "../../shell/queue";
import { type Params, navigate } from "../../shell/router";
import { me } from "../../shell/session";
import { sendNow } from "../../shell/working";
import { isFull } from "../../store/db";
import { newId } from "../../store/ids";
import { enqueue } from "../../store/outbox";
import type { TakenPhoto } from "../../store/photos";
import { Button, ButtonLink } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { Blank, Notice } from "../../ui/notice";
import { roleName } from "../../ui/photos";
import type { SaveFailure } from "../resting";
import { CrewScreen } from "../frame";
import { PhotoTaker } from "../photo_taker";
import { hazardShowing, replacedPhotos } from "../replaced";
import { useStandings } from "./reading";
import { titleOf } from "./row";
import { standingOf } from "./standing";
import { phoneHazards } from "./words";

/** What is known of the picture: from the hazard, or from this phone's own record where the hazard has left the phone. */
interface Known {
  subject: string;
  role: PhotoRole;
}

export default function Replacing({ params }: { params: Params }) {
  const w = phoneHazards();
  const [hazard, sha256] = [params["id"]!, params["sha256"]!];
  const standings = useStandings();
  if (standings === null) return null;
  const found = standingOf(standings, hazard)?.hazard;
  const shown = found && [...found.photos, ...found.steps.flatMap((step) => step.photos)].find((photo) => photo.sha256 === sha256);
  const known = found && shown ? { subject: [found.number, titleOf(found)].filter(Boolean).join(" · "), role: shown.role } : recorded(hazard, sha256);
  const isGone = !known || photos.value.get(sha256)?.arrived || replacedPhotos(outbox.value).has(sha256);
  const back = `/app/my/hazards/${hazard}`;
  if (!isGone) return <Form hazard={found?.id ?? hazard} sha256={sha256} known={known} back={back} />;
  return (
    <CrewScreen title={w.photoTitle} up={back} actions={<ButtonLink kind="primary" href="/app/outbox">{w.toOutbox}</ButtonLink>}>
      <Blank title={w.replaceNothing} icon="ok">{w.replaceNothingText}</Blank>
    </CrewScreen>
  );
}

function recorded(hazard: string, sha256: string): Known | null {
  const item = outbox.value.find((each) => hazardShowing(each) === hazard && each.photos.includes(sha256));
  if (!item) return null;
  const noted = "photos" in item.payload ? item.payload.photos.find((photo) => photo.sha256 === sha256) : undefined;
  return { subject: item.subject, role: noted?.role ?? "other" };
}

function Form({ hazard, sha256, known, back }: { hazard: string; sha256: string; known: Known; back: string }) {
  const w = phoneHazards();
  const problem = photos.value.get(sha256)?.problem ?? null;
  const [reason, setReason] = useState(problem ? w.replaceReasonOf(problem.detail) : w.replaceLost);
  const [asked, setAsked] = useState(false);
  const [taking, setTaking] = useState(false);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const replace = async (taken: TakenPhoto): Promise<void> => {
    setTaking(false);
    setFailure(await queueReplacement(hazard, sha256, reason.trim(), known.subject, taken));
  };
  const begin = (): void => {
    setAsked(true);
    if (reason.trim()) setTaking(true);
  };
  return (
    <CrewScreen title={w.photoTitle} up={back} sub={known.subject} actions={<Button kind="primary" icon="camera" onClick={begin}>{w.replace}</Button>}>
      {failure && <Notice status="danger" urgent>{failure === "full" ? crew().check.full : crew().check.saveFailed}</Notice>}
      <Notice status="warn">{problem ? w.photoReturned(problem.detail) : w.photoLost}</Notice>
      <p>{w.replaceText}</p>
      <p><b>{w.replaceOf(roleName(known.role))}</b></p>
      <TextArea label={w.replaceReason} value={reason} onInput={setReason} rows={3} error={asked && !reason.trim() ? w.errors.text : undefined} />
      {taking && <PhotoTaker role={known.role} before={() => Promise.resolve()} onTaken={replace} onClose={() => setTaking(false)} />}
    </CrewScreen>
  );
}

/** Null when it is in the queue; the page goes on to where that is seen. */
async function queueReplacement(hazard: string, refused: string, reason: string, subject: string, taken: TakenPhoto): Promise<SaveFailure | null> {
  const { id, name } = me.value!.user;
  const { sha256: replacement, taken_at } = taken.photo;
  try {
    await enqueue(
      newId(),
      {
        operation: { type: "hazard.replace_photo", payload: { hazard, refused, replacement, reason, taken_at } },
        author: { id, name },
        happened_at: new Date().toISOString(),
        subject,
        photos: [replacement],
      },
      [taken],
    );
  } catch (error) {
    return isFull(error) ? "full" : "failed";
  }
  navigate("/app/outbox", { replace: true });
  void sendNow(true);
  return null;
}
