/** Screens that follow what others change. */
import { useEffect, useRef } from "preact/hooks";
import { watchChanges } from "../api";

const GATHER = 400;

/** Read again when rows of these kinds change (only those with the id, where one is given); bursts become one reading. */
export function useLive(kinds: readonly string[], reload: () => void, id?: string): void {
  const act = useRef(reload);
  act.current = reload;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = watchChanges((changes) => {
      if (changes !== "everything" && !changes.some((change) => kinds.includes(change.kind) && (id === undefined || change.id === id))) return;
      clearTimeout(timer);
      timer = setTimeout(() => act.current(), GATHER);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [kinds.join(), id]);
}
