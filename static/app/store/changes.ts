/** Tells every tab and the service worker what has changed in the store. */
export type Topic = "queue" | "mirror" | "session" | "sync";

type Listener = (topic: Topic) => void;

const channel = "BroadcastChannel" in self ? new BroadcastChannel("heating") : null;
const listeners = new Set<Listener>();

channel?.addEventListener("message", (event: MessageEvent<Topic>) => inform(event.data));

export function tell(topic: Topic): void {
  channel?.postMessage(topic);
  inform(topic);
}

/** Returns how to stop. */
export function onTold(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function inform(topic: Topic): void {
  listeners.forEach((listener) => listener(topic));
}
