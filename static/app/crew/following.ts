/** What rests in memory goes to the disk before the page may be killed, and what other tabs keep is shown. */
import { useEffect, useState } from "preact/hooks";
import { onTold } from "../store/changes";
import type { Resting } from "./resting";

/** True once another tab has changed the draft. */
export function useResting<D extends { id: string }>(form: Resting<D>): boolean {
  const [elsewhere, setElsewhere] = useState(false);
  useEffect(() => {
    const keep = (): void => {
      if (form.unsaved.value) void form.save();
    };
    const stop = onTold((topic) => {
      if (topic === "queue") void form.follow().then((found) => found && setElsewhere(true));
    });
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    return () => {
      keep();
      stop();
      removeEventListener("pagehide", keep);
      document.removeEventListener("visibilitychange", keep);
    };
  }, [form]);
  return elsewhere;
}
