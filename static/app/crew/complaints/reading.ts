/** The complaints of this phone as screens use them: mirror and queue in one. */
import { useMemo } from "preact/hooks";
import { outbox } from "../../shell/queue";
import { me } from "../../shell/session";
import { all } from "../../store/mirror";
import { useMirror } from "../knowledge";
import { type Standing, standings } from "./standing";

/** Null until the first reading is done. */
export function useComplaints(): Standing[] | null {
  const mirrored = useMirror(() => all("complaint"));
  const queue = outbox.value;
  const person = me.value;
  return useMemo(() => (mirrored && person ? standings(mirrored, queue, person) : null), [mirrored, queue, person]);
}
