/** Bringing the server's rows to the phone. First pull and later ones are the same call; each page is one transaction. */
import { call } from "../api/client";
import { Problem } from "../api/problem";
import { tell } from "../store/changes";
import { read } from "../store/meta";
import { type PulledChange, applyPage, dropOldGenerations, standingFor, startAfresh } from "../store/mirror";
import type { MirrorStanding } from "../store/shapes";
import { learnClock } from "./clock";

interface PullAnswer {
  cursor: string;
  more: boolean;
  at: string;
  changes: PulledChange[];
}

/** What this person works on, up to now. Throws Unreachable or Problem; what was pulled so far stays. */
export async function pull(user: string): Promise<void> {
  let standing = standingFor(user, await read("mirror"));
  for (;;) {
    const page = await nextPage(standing);
    if (page === "gone") {
      standing = await startAfresh(standing);
      continue;
    }
    standing = advanced(standing, page);
    await applyPage(standing, page.changes);
    if (page.changes.length > 0 || !page.more) tell("mirror");
    if (!page.more) break;
  }
  await dropOldGenerations(standing);
}

async function nextPage(standing: MirrorStanding): Promise<PullAnswer | "gone"> {
  const cursor = standing.cursor === null ? "" : `&cursor=${encodeURIComponent(standing.cursor)}`;
  try {
    const { value, headers } = await call<PullAnswer>(`/api/sync/pull?limit=500${cursor}`, { timeout: 60_000 });
    learnClock(headers.get("Date"));
    return value;
  } catch (error) {
    if (error instanceof Problem && error.status === 410) return "gone";
    throw error;
  }
}

/** The new generation is shown once its last page is here. */
function advanced(standing: MirrorStanding, page: PullAnswer): MirrorStanding {
  const complete = page.more ? {} : { generation: standing.filling, pulled_at: page.at };
  return { ...standing, ...complete, cursor: page.cursor };
}
