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
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notice";
import { roleWord } from "./items/photos";

interface PhotoTakerProps {
  role: PhotoRole;
  before: () => Promise<unknown>;
  onTaken: (taken: TakenPhoto) => Promise<void>;
  onClose: () => void;
}

export function PhotoTaker({ role, before, onTaken, onClose }: PhotoTakerProps) {
  const w = crew().camera;
  const video = useRef<HTMLVideoElement>(null);
  const [live, setLive] = useState(false);
  const [denied, setDenied] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);

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
        </div>
      )}
      <p class="muted" role="status">{busy ? w.reading : role === "context" ? w.contextHint : w.closeUpHint}</p>
      {wrong && <Notice status="danger" urgent>{w.notPicture}</Notice>}
    </Dialog>
  );
}
