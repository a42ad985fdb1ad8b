import { dateTime } from "../../i18n/format";
import { Status, type Tone } from "../../ui/status";
import { wordOf } from "../words";
import type { LastDelivery } from "./types";
import { messages } from "./words";

export const DELIVERY_TONE: Record<string, Tone> = { waiting: "info", sending: "info", sent: "ok", failed: "danger", cancelled: "off" };

/** How the last delivery ended, and how many wait. */
export function Last({ last, waiting }: { last: LastDelivery | null; waiting: number }) {
  const w = messages();
  return (
    <p class="row">
      {last ? (
        <>
          <Status status={DELIVERY_TONE[last.state] ?? "off"}>{wordOf(w.states, last.state)}</Status>
          <span class="muted">
            {dateTime(last.at)}
            {last.error && ` · ${last.error}`}
          </span>
        </>
      ) : (
        <span class="muted">{w.neverUsed}</span>
      )}
      {waiting > 0 && <span class="muted">{w.waiting(waiting)}</span>}
    </p>
  );
}
