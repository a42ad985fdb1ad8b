/** A picture as the server wants it: upright, at most 1600 px, JPEG, without EXIF; its place and time are fields. */
import { sha256 } from "../store/ids";
import type { TakenPhoto } from "../store/photos";

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;

/** The file is not a picture that this browser can read. */
export class NotAPicture extends Error {}

/** From a file: the EXIF turn is applied while decoding. */
export async function fromFile(file: Blob): Promise<TakenPhoto> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new NotAPicture();
  });
  try {
    return await fromSource(picture, picture.width, picture.height);
  } finally {
    picture.close();
  }
}

/** From the camera's picture of now. */
export async function fromVideo(video: HTMLVideoElement): Promise<TakenPhoto> {
  return fromSource(video, video.videoWidth, video.videoHeight);
}

async function fromSource(source: CanvasImageSource, width: number, height: number): Promise<TakenPhoto> {
  const taken_at = new Date().toISOString();
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")!.drawImage(source, 0, 0, canvas.width, canvas.height);
  const bytes = await (await jpeg(canvas)).arrayBuffer();
  canvas.width = 0; // frees its memory at once on iOS
  const photo = { sha256: await sha256(bytes), type: "image/jpeg", size: bytes.byteLength, taken_at, arrived: false, problem: null };
  return { photo, bytes };
}

/** Safari cannot encode WebP. */
function jpeg(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((ready, failed) => {
    canvas.toBlob((blob) => (blob ? ready(blob) : failed(new NotAPicture())), "image/jpeg", QUALITY);
  });
}
