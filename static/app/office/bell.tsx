/** The bell with the number of unread messages; it follows as they come. */
import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import { get } from "../api";
import { number } from "../i18n/format";
import { path } from "../shell/router";
import { me } from "../shell/session";
import { Icon } from "../ui/icon";
import { useLive } from "./live";
import { office } from "./words";

/** Null until it is known. */
export const unread = signal<number | null>(null);

export async function countUnread(): Promise<void> {
  const counted = await get<{ unread: number }>("/api/inbox/count").catch(() => null);
  if (counted) unread.value = counted.unread;
}

export function Bell() {
  useEffect(() => void countUnread(), []);
  useLive(["notification"], () => void countUnread(), me.value?.user.id);
  const count = unread.value ?? 0;
  return (
    <a class="button quiet square bell no-print" href="/app/inbox" aria-label={office().unread(count)} aria-current={path.value === "/app/inbox" ? "page" : undefined}>
      <Icon name="bell" />
      {count > 0 && <b aria-hidden="true">{count > 99 ? "99+" : number(count)}</b>}
    </a>
  );
}
