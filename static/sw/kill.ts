/// <reference lib="webworker" />
/** Kill switch: removes the app's cached files and itself. The database with drafts and queue is never touched. */
declare const self: ServiceWorkerGlobalScope;
export {};

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.startsWith("shell-"));
  await Promise.all(shells.map((name) => caches.delete(name)));
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: "window" })) void (client as WindowClient).navigate(client.url);
}
