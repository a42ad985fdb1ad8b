/** The queue as every screen sees it: read again whenever any tab or the service worker tells of a change. */
import { computed, signal } from "@preact/signals";
import { onTold } from "../store/changes";
import { draftList } from "../store/drafts";
import { read } from "../store/meta";
import { outboxList } from "../store/outbox";
import { photoList } from "../store/photos";
import type { Draft, MirrorStanding, OutboxItem, StoredPhoto } from "../store/shapes";
import { me } from "./session";

export const outbox = signal<OutboxItem[]>([]);
export const drafts = signal<Draft[]>([]);
export const photos = signal<Map<string, StoredPhoto>>(new Map());
export const mirror = signal<MirrorStanding | null>(null);
/** Grows with every change of the mirror: screens that read it read again. */
export const mirrorRound = signal(0);
/** The phone's database cannot be read: said on every screen, nothing can be kept. */
export const storeFailure = signal<Error | null>(null);

export const myDrafts = computed(() => drafts.value.filter((draft) => draft.author.id === me.value?.user.id));
export const waiting = computed(() => outbox.value.filter((item) => item.state === "waiting"));
export const refused = computed(() => outbox.value.filter((item) => item.state === "refused"));

/** Pictures of submitted records that the server does not have yet. */
export const photosWaiting = computed(() => {
  const submitted = outbox.value.filter((item) => item.state === "waiting" || item.state === "received");
  const wanted = new Set(submitted.flatMap((item) => item.photos));
  return [...photos.value.values()].filter((photo) => wanted.has(photo.sha256) && !photo.arrived && !photo.problem);
});

export const photosRefused = computed(() => [...photos.value.values()].filter((photo) => photo.problem));

export const bytesWaiting = computed(() => photosWaiting.value.reduce((sum, photo) => sum + photo.size, 0) + waiting.value.length * 2_000);

/** Something exists only on this phone. */
export const onlyHere = computed(() => waiting.value.length + refused.value.length + photosWaiting.value.length);

export async function watchQueue(): Promise<void> {
  onTold((topic) => {
    if (topic === "queue") void readQueue();
    if (topic === "mirror") void readMirror();
  });
  await Promise.all([readQueue(), readMirror()]);
}

async function readQueue(): Promise<void> {
  try {
    const [items, kept, pictures] = await Promise.all([outboxList(), draftList(), photoList()]);
    outbox.value = items;
    drafts.value = kept;
    photos.value = new Map(pictures.map((photo) => [photo.sha256, photo]));
    storeFailure.value = null;
  } catch (error) {
    storeFailure.value = error as Error;
  }
}

async function readMirror(): Promise<void> {
  mirror.value = (await read("mirror").catch(() => undefined)) ?? null;
  mirrorRound.value += 1;
}
