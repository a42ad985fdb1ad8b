/**
 * One camera stream per visit: home-screen apps on iOS ask for permission again whenever it is opened, so it is kept
 * for a little while between scanning and photographing, and let go when the page is hidden.
 */
const KEPT_MS = 20_000;
const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
};

let stream: Promise<MediaStream> | null = null;
let users = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Rejects with the browser's reason: NotAllowedError, NotFoundError, NotReadableError … Call `release` when done. */
export async function openCamera(): Promise<MediaStream> {
  users += 1;
  clearTimeout(timer);
  try {
    stream ??= obtain();
    const opened = await stream;
    if (opened.getTracks().every((track) => track.readyState === "live")) return opened;
    stream = obtain();
    return await stream;
  } catch (error) {
    stream = null;
    users -= 1;
    throw error;
  }
}

async function obtain(): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new DOMException("no camera outside of https", "NotAllowedError");
  return navigator.mediaDevices.getUserMedia(WANTED);
}

export function release(): void {
  users = Math.max(0, users - 1);
  if (users === 0) timer = setTimeout(stop, KEPT_MS);
}

function stop(): void {
  if (users > 0) return;
  void stream?.then((opened) => opened.getTracks().forEach((track) => track.stop())).catch(() => undefined);
  stream = null;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
});

interface TorchTrack {
  torch?: boolean;
}

export function hasTorch(opened: MediaStream): boolean {
  const track = opened.getVideoTracks()[0];
  return Boolean((track?.getCapabilities?.() as TorchTrack | undefined)?.torch);
}

export async function setTorch(opened: MediaStream, on: boolean): Promise<void> {
  const wanted = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints;
  await opened.getVideoTracks()[0]?.applyConstraints(wanted).catch(() => undefined);
}
