/** A new version waits until it is asked in; it never replaces a checklist under someone's hands. */
import { signal } from "@preact/signals";

export const newVersion = signal<ServiceWorker | null>(null);
/** The app's files are on this phone: it opens without a network. */
export const worksOffline = signal(false);

export function watchUpdates(): void {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let controlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
  });
  void workers.ready.then(() => {
    worksOffline.value = true;
  });
  workers.register("/sw.js").then(
    (registration) => {
      follow(registration.waiting);
      follow(registration.installing);
      registration.addEventListener("updatefound", () => follow(registration.installing));
      setInterval(() => void registration.update().catch(() => undefined), 30 * 60_000);
    },
    () => undefined,
  );
}

function follow(worker: ServiceWorker | null): void {
  if (!worker) return;
  const look = (): void => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) newVersion.value = worker;
  };
  look();
  worker.addEventListener("statechange", look);
}

export function applyUpdate(): void {
  newVersion.value?.postMessage("take over");
}

/** The version of the files that are shown; null while there is no service worker. */
export async function shownVersion(): Promise<string | null> {
  const controller = navigator.serviceWorker?.controller;
  if (!controller) return null;
  return new Promise((answer) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<string>) => answer(event.data);
    setTimeout(() => answer(null), 2_000);
    controller.postMessage("version", [channel.port2]);
  });
}
