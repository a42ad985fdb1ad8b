/** The decoder as a promise per picture. */
import type { Decoded } from "./worker";

declare const SCAN_WORKER: string;

export class Decoder {
  private readonly worker = new Worker(SCAN_WORKER);
  private readonly waiting = new Map<number, (text: string | null) => void>();
  private count = 0;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<Decoded>) => {
      this.waiting.get(data.id)?.(data.text);
      this.waiting.delete(data.id);
    };
  }

  /** The text of the QR code in the picture, or null. */
  decode(image: ImageData): Promise<string | null> {
    const id = ++this.count;
    return new Promise((found) => {
      this.waiting.set(id, found);
      this.worker.postMessage({ id, image }, [image.data.buffer]);
    });
  }

  stop(): void {
    this.worker.terminate();
  }
}
