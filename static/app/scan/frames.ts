/** Looks for a code in the camera's picture, the whole frame and its enlarged middle in turn: dirty labels decode more often. */
import { Decoder } from "./decoder";

const ZOOM = 1.5;
const PAUSE_MS = 60;

interface FrameVideo {
  requestVideoFrameCallback?: (then: () => void) => number;
}

/** Calls `found` with each text read, until stopped. */
export function watchFrames(video: HTMLVideoElement, found: (text: string) => void): () => void {
  const decoder = new Decoder();
  const picture = new FrameGrabber();
  let stopped = false;
  let frame = 0;

  const look = async (): Promise<void> => {
    if (stopped) return;
    if (video.videoWidth > 0) {
      const text = await decoder.decode(picture.grab(video, frame++ % 2 === 1));
      if (text !== null && !stopped) found(text);
    }
    nextFrame(video, () => void look());
  };
  void look();
  return () => {
    stopped = true;
    decoder.stop();
  };
}

function nextFrame(video: HTMLVideoElement, then: () => void): void {
  const withFrames = video as HTMLVideoElement & FrameVideo;
  if (withFrames.requestVideoFrameCallback) withFrames.requestVideoFrameCallback(then);
  else setTimeout(then, PAUSE_MS);
}

class FrameGrabber {
  private readonly canvas = document.createElement("canvas");
  private readonly context = this.canvas.getContext("2d", { willReadFrequently: true })!;

  /** The whole frame, or its middle enlarged to the same size. */
  grab(video: HTMLVideoElement, middle: boolean): ImageData {
    const { videoWidth: width, videoHeight: height } = video;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    const [w, h] = middle ? [width / ZOOM, height / ZOOM] : [width, height];
    this.context.drawImage(video, (width - w) / 2, (height - h) / 2, w, h, 0, 0, width, height);
    return this.context.getImageData(0, 0, width, height);
  }
}

const PHOTO_SIDES = [1600, 2600, 900];

/** The code in a photograph, tried at several sizes; null when there is none. */
export async function readPhoto(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const decoder = new Decoder();
  try {
    for (const side of PHOTO_SIDES) {
      const text = await decoder.decode(scaled(picture, side));
      if (text !== null) return text;
    }
    return null;
  } finally {
    decoder.stop();
    picture.close();
  }
}

function scaled(picture: ImageBitmap, side: number): ImageData {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext("2d")!;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
