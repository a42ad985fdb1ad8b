/** How many messages nobody has read yet: told by the server, kept for when there is no signal. */
import { signal } from "@preact/signals";
import { get } from "../api";
import { read, write } from "../store/meta";

export const unread = signal(0);

/** As it was when last heard. */
export async function recallUnread(): Promise<void> {
  unread.value = (await read("unread").catch(() => undefined)) ?? 0;
}

/** Without an answer the old number stands. */
export async function countUnread(): Promise<void> {
  const counted = await get<{ unread: number }>("/api/inbox/count").catch(() => null);
  if (counted) await keepUnread(counted.unread);
}

export async function keepUnread(count: number): Promise<void> {
  unread.value = count;
  await write("unread", count);
}
