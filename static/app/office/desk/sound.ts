/** Two soft notes for a new complaint, three rising ones for an urgent one. Off until somebody turns it on. */
import { signal } from "@preact/signals";

const STORED = "desk-sound";
const BETWEEN = 3_000;
const NOTE = 0.16;
const TUNES = { ordinary: [660, 880], urgent: [880, 1175, 1568] } as const;

export const soundOn = signal(localStorage.getItem(STORED) === "on");

let context: AudioContext | null = null;
let lastAt = -Infinity;

/** Browsers let a page sound only after somebody has touched it: turning it on plays the tune. */
export function turnSound(on: boolean): void {
  soundOn.value = on;
  localStorage.setItem(STORED, on ? "on" : "off");
  lastAt = -Infinity;
  if (on) ring("ordinary");
}

/** Not more often than every three seconds: on the first cold night it would never end. Returns whether it rang. */
export function ring(tune: keyof typeof TUNES): boolean {
  if (!soundOn.value || performance.now() - lastAt < BETWEEN || !("AudioContext" in self)) return false;
  lastAt = performance.now();
  context ??= new AudioContext();
  void context.resume();
  TUNES[tune].forEach((pitch, i) => note(context as AudioContext, pitch, i * NOTE));
  performance.mark(`rang-${tune}`);
  return true;
}

function note(on: AudioContext, pitch: number, after: number): void {
  const [tone, volume] = [on.createOscillator(), on.createGain()];
  const starts = on.currentTime + after;
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.0001, starts);
  volume.gain.exponentialRampToValueAtTime(0.18, starts + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, starts + NOTE);
  tone.connect(volume).connect(on.destination);
  tone.start(starts);
  tone.stop(starts + NOTE);
}
