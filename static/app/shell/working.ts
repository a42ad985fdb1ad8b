/** When to send and to fetch: at start, when the network or the page comes back, every 5 seconds, and when asked. */
import { signal } from "@preact/signals";
import { type Change, type Me, watchChanges } from "../api";
import { onTold } from "../store/changes";
import { type Flushed, flush, refresh } from "../sync/flush";
import { onlyHere } from "./queue";
import { countUnread, recallUnread } from "./inbox";
import { isCrew, me, standing } from "./session";

const SEND_EVERY = 5_000;
const FETCH_EVERY = 60_000;

/** Whether the server answered the last time we asked. */
export const reachable = signal(navigator.onLine);
export const sending = signal(false);
export const fetching = signal(false);

let lastFetch = 0;
/** Asked for while a fetch was under way, which may have passed what it was asked for: another one follows. */
let again = false;

export function startWorking(): void {
  addEventListener("online", () => void work(true));
  addEventListener("offline", () => {
    reachable.value = false;
  });
  addEventListener("pageshow", () => void work(false));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void work(false);
  });
  setInterval(() => void work(false), SEND_EVERY);
  onTold((topic) => {
    if (topic === "queue") askToBeWoken();
  });
  void work(true);
  void recallUnread();
  let stop: (() => void) | null = null;
  standing.subscribe((now) => {
    if (now === "signed_in" && !stop) stop = watchChanges(hear);
    if (now !== "signed_in" && stop) stop = (stop(), null);
    if (now === "signed_in") {
      void work(true);
      void countUnread();
    }
  });
}

/** Messages are counted anew by themselves, and desks hear the rows of complaints: neither brings news to their mirror. */
function hear(changes: Change[] | "everything"): void {
  const mine = me.value?.user.id;
  if (changes === "everything" || changes.some(({ kind, id }) => kind === "notification" && id === mine)) void countUnread();
  const isOld = ({ kind }: Change): boolean => kind === "notification" || (kind === "complaint" && !isCrew.value);
  if (changes === "everything" || !changes.every(isOld)) void fetchNow();
}

async function work(force: boolean): Promise<void> {
  if (standing.value !== "signed_in" || (!navigator.onLine && !force)) return;
  if (onlyHere.value > 0 || force) await sendNow(force);
  if (Date.now() - lastFetch > FETCH_EVERY) await fetchNow();
}

export async function sendNow(force: boolean): Promise<Flushed> {
  sending.value = true;
  try {
    return learn(await flush(force));
  } finally {
    sending.value = false;
  }
}

export async function fetchNow(): Promise<Flushed | "nobody"> {
  const person = me.value;
  if (!person || standing.value !== "signed_in" || !person.permissions.includes("sync")) return "nobody";
  if (fetching.value) {
    again = true;
    return "busy";
  }
  lastFetch = Date.now();
  again = false;
  fetching.value = true;
  try {
    return learn(await refresh(person.user.id));
  } finally {
    fetching.value = false;
    void (again ? fetchNow() : fetchAhead(person));
  }
}

/** What the next cellar may need: its own chunk, for the first screen does not. */
async function fetchAhead(person: Me): Promise<void> {
  if (!isCrew.value || !reachable.value) return;
  const { fetchPictures } = await import("../crew/hazards/fetching");
  await fetchPictures(person).catch(() => undefined);
}

function learn(result: Flushed): Flushed {
  if (result !== "busy") reachable.value = result !== "unreachable";
  return result;
}

interface SyncManager {
  register(tag: string): Promise<void>;
}

/** Background Sync where there is one: a bonus, the queue never depends on it. */
function askToBeWoken(): void {
  if (onlyHere.value === 0) return;
  navigator.serviceWorker?.ready
    .then((registration) => (registration as ServiceWorkerRegistration & { sync?: SyncManager }).sync?.register("queue"))
    .catch(() => undefined);
}
