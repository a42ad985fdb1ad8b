/**
 * Taking a picture: in the page first, because cheap phones kill the tab while their camera app is open; the phone's
 * own camera or gallery second. The draft is saved before either.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { PhotoRole } from "../api";
import { crew } from "../i18n/crew";
import { fromFile, fromVideo } from "../photos/shrink";
import { openCamera, release } from "../scan/camera";
import type { TakenPhoto } from "../store/photos";
import { Button } from "../ui/button";
import { Segment } from "../ui/field";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notice";
import { roleWord } from "./items/photos";
import { usePicture } from "./hazards/picture";

interface PhotoTakerProps {
  role: PhotoRole;
  /** An older picture to be taken again from the same angle: laid over the camera's. */
  ghost?: string | null;
  before: () => Promise<unknown>;
  onTaken: (taken: TakenPhoto) => Promise<void>;
  onClose: () => void;
}

export function PhotoTaker({ role, ghost = null, before, onTaken, onClose }: PhotoTakerProps) {
  const w = crew().camera;
  const video = useRef<HTMLVideoElement>(null);
  const [live, setLive] = useState(false);
  const [denied, setDenied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const [shown, setShown] = useState<GhostShown>("half");

  useEffect(() => {
    let gone = false;
    let opened = false;
    void before();
    openCamera().then(
      async (stream) => {
        if (gone) return release();
        opened = true;
        video.current!.srcObject = stream;
        await video.current!.play().catch(() => undefined);
        setLive(true);
      },
      () => !gone && setDenied(true),
    );
    return () => {
      gone = true;
      if (opened) release();
    };
  }, []);

  const take = async (picture: () => Promise<TakenPhoto>): Promise<void> => {
    setBusy(true);
    setWrong(false);
    try {
      await onTaken(await picture());
    } catch {
      setWrong(true);
      setBusy(false);
    }
  };
  const pick = (input: HTMLInputElement): void => {
    const file = input.files?.[0];
    if (file) void take(() => fromFile(file));
  };
  return (
    <Dialog
      title={w.title(roleWord(role))}
      onClose={onClose}
      footer={
        <>
          <label class="button filebutton">
            {w.file}
            <input type="file" accept="image/*" capture="environment" data-testid="photo-file" onClick={() => void before()} onChange={(event) => pick(event.currentTarget)} />
          </label>
          {!denied && (
            <Button kind="primary" disabled={!live} busy={busy} onClick={() => void take(() => fromVideo(video.current!))}>
              <Icon name="camera" />
              {w.shoot}
            </Button>
          )}
        </>
      }
    >
      {denied ? (
        <Notice status="warn">{crew().scan.noCamera}</Notice>
      ) : (
        <div class="viewfinder photo-finder">
          <video ref={video} muted playsInline aria-label={crew().scan.camera} />
          {ghost && <Ghost sha256={ghost} shown={shown} />}
        </div>
      )}
      {ghost && !denied && <Segment label={w.ghostLabel} value={shown} onChange={(value) => setShown(value as GhostShown)} options={GHOST.map((value) => ({ value, name: w.ghost[value] }))} />}
      <p class="muted" role="status">{busy ? w.reading : hints()[role]}</p>
      {wrong && <Notice status="danger" urgent>{w.notPicture}</Notice>}
    </Dialog>
  );
}

const GHOST = ["off", "half", "only"] as const;
type GhostShown = (typeof GHOST)[number];

/** The older picture over the camera's: half through to line both up, whole to look at it. */
function Ghost({ sha256, shown }: { sha256: string; shown: GhostShown }) {
  const address = usePicture(sha256);
  if (!address || shown === "off") return null;
  return <img class={`ghost ${shown}`} src={address} alt={crew().camera.ghostLabel} />;
}

function hints(): Record<PhotoRole, string> {
  const w = crew().camera;
  return { close_up: w.closeUpHint, other: w.closeUpHint, before: w.closeUpHint, context: w.contextHint, after: w.afterHint };
}
