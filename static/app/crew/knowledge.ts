/** The mirror as screens use it: read once, read again whenever it changes. */
import { useEffect, useState } from "preact/hooks";
import { mirrorRound, outbox } from "../shell/queue";
import { all } from "../store/mirror";
import type { Knowledge } from "./work";

/** Null until the first reading is done. */
export function useMirror<T>(read: () => Promise<T>, depends: unknown[] = []): T | null {
  const [value, setValue] = useState<T | null>(null);
  const round = mirrorRound.value;
  useEffect(() => {
    let gone = false;
    void read().then((found) => !gone && setValue(() => found));
    return () => {
      gone = true;
    };
  }, [round, ...depends]);
  return value;
}

export async function readKnowledge(): Promise<Omit<Knowledge, "inspectedHere">> {
  const [sites, assets, kinds, checklists, states, hazards, seasons] = await Promise.all([
    all("site"),
    all("asset"),
    all("kind"),
    all("checklist"),
    all("asset_state"),
    all("hazard"),
    all("season"),
  ]);
  return { sites, assets, kinds, checklists, states, seasons, hazards: hazards.filter(({ status }) => status !== "closed") };
}

/** Assets inspected on this phone that the server may not have answered for yet. */
export function inspectedHere(): Set<string> {
  return new Set(
    outbox.value.flatMap((item) => (item.type === "inspection.submit" && item.state !== "settled" && item.state !== "refused" && item.payload.household === null ? [item.payload.asset] : [])),
  );
}
