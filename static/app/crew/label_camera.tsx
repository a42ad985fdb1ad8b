/** The camera that looks for a label's code. */
import { useEffect, useRef, useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { hasTorch, openCamera, release, setTorch } from "../scan/camera";
import { watchFrames } from "../scan/frames";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

const HINT_AFTER = 3_000;

type CameraState = "starting" | "looking" | "denied" | "busy";

/** `onText` is given what was read and says whether that was it. */
export function LabelCamera({ onText }: { onText: (text: string) => boolean }) {
  const w = crew().scan;
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>("starting");
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [light, setLight] = useState(false);
  const [hint, setHint] = useState(false);
  const [round, setRound] = useState(0);
  const heard = useRef(onText);
  heard.current = onText;

  useEffect(() => {
    let gone = false;
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => setHint(true), HINT_AFTER);
    setState("starting");
    openCamera().then(
      async (opened) => {
        if (gone) return release();
        stop = () => release();
        setStream(opened);
        const picture = video.current!;
        picture.srcObject = opened;
        await picture.play().catch(() => undefined);
        if (gone) return;
        setState("looking");
        const halt = watchFrames(picture, oncePerText((text) => heard.current(text) && halt()));
        stop = () => (halt(), release());
      },
      (error: DOMException) => !gone && setState(error.name === "NotReadableError" ? "busy" : "denied"),
    );
    return () => {
      gone = true;
      clearTimeout(timer);
      stop?.();
    };
  }, [round]);

  const switchLight = (): void => {
    if (stream) void setTorch(stream, !light);
    setLight(!light);
  };
  if (state === "denied" || state === "busy") {
    return (
      <Notice status="warn" urgent actions={<Button onClick={() => setRound(round + 1)}>{w.retry}</Button>}>
        {state === "busy" ? w.busyCamera : w.noCamera}
      </Notice>
    );
  }
  return (
    <div class="stack-tight">
      <div class="viewfinder scanning" data-state={state}>
        <video ref={video} muted playsInline aria-label={w.camera} />
        {stream && hasTorch(stream) && (
          <button type="button" class="button torch" aria-pressed={light} onClick={switchLight}>
            {light ? w.torchOff : w.torch}
          </button>
        )}
      </div>
      <p class="muted" role="status">{state === "starting" ? w.starting : hint ? w.hint : w.aim}</p>
    </div>
  );
}

/** A wrong code stays in view for many frames: it is reported once every two seconds. */
function oncePerText(report: (text: string) => void): (text: string) => void {
  let last = "";
  let at = 0;
  return (text) => {
    if (text === last && Date.now() - at < 2_000) return;
    last = text;
    at = Date.now();
    report(text);
  };
}
