/** One sender at a time, over all tabs and the service worker; the browser frees the lock when one of them dies. */
import { Problem, Unreachable } from "../api/problem";
import { tell } from "../store/changes";
import { read } from "../store/meta";
import { forgetOldReceipts } from "../store/outbox";
import { sweepPhotos } from "../store/photos";
import { pull } from "./pull";
import { type Pushed, pushOperations, pushPhotos } from "./push";

export type Flushed = Pushed | "busy";

/** Send what waits. `force` ignores our own waiting times, never a server that asked for patience. */
export async function flush(force = false): Promise<Flushed> {
  return alone("heating-push", () => sendAll(force));
}

async function sendAll(force: boolean): Promise<Pushed> {
  if (((await read("not_before")) ?? 0) > Date.now()) return "later";
  const operations = await pushOperations(force);
  if (operations === "unreachable" || operations === "signed_out") return operations;
  const photos = await pushPhotos();
  await sweepPhotos();
  await forgetOldReceipts(Date.now());
  tell("sync");
  return photos === "sent" ? operations : photos;
}

/** Bring this person's rows up to date. */
export async function refresh(user: string): Promise<Flushed> {
  return alone("heating-pull", async () => {
    try {
      await pull(user);
      return "sent";
    } catch (error) {
      if (error instanceof Unreachable) return "unreachable";
      if (error instanceof Problem) return error.status === 401 ? "signed_out" : "later";
      throw error;
    }
  });
}

/** Without Web Locks (before Safari 15.4) two tabs may send the same thing: ids make that harmless. */
async function alone(name: string, act: () => Promise<Pushed>): Promise<Flushed> {
  if (!navigator.locks) return act();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act() : "busy"));
}
