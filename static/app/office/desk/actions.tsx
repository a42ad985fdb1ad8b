/** What the keys do with the chosen complaint. The server decides; what it refuses is told in its own words. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { post } from "../../api";
import { newId } from "../../store/ids";
import { navigate } from "../../shell/router";
import { me } from "../../shell/session";
import { sentence } from "../../ui/notice";
import type { Row, StepName, Story } from "../complaints/types";
import { CallDialog } from "../complaints/call";
import { LazyStep } from "../complaints/lazy_step";
import { rowOf } from "../complaints/row_of";
import { take } from "./queue";
import { desk } from "./words";

export type Act = "open" | "acknowledge" | "claim" | "dispatch" | "merge" | "call";

interface Asked {
  row: Row;
  form: StepName | "call";
}

export interface Actions {
  act: (name: Act) => void;
  dialog: ComponentChildren;
}

/** Assigning somebody has another form in each state. */
const DISPATCHING: Partial<Record<Row["status"], StepName>> = { received: "assess", assessed: "dispatch" };

const AT_THE_DESK: readonly string[] = ["received", "assessed"];

export function useActions(row: Row | null, tell: (words: string) => void): Actions {
  const [asked, setAsked] = useState<Asked | null>(null);
  const busy = useRef(false);

  /** One at a time: a key that repeats asks once. */
  const send = async (of: Row, path: string, done: string): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    try {
      const story = await post<Story>(`/api/complaints/${of.id}/${path}`, { id: newId(), version: of.version });
      take({ rows: [rowOf(story)], gone: [] });
      tell(done);
      return true;
    } catch (error) {
      tell(desk().lost(of.number, sentence(error as Error)));
      return false;
    } finally {
      busy.current = false;
    }
  };
  const claim = async (of: Row): Promise<boolean> => of.claimed_by?.id === me.value?.user.id || send(of, "claim", desk().taken(of.number));
  /** What nobody has taken on yet is claimed first, so that two officers never fill in the same form. */
  const ask = async (of: Row, form: Asked["form"]): Promise<void> => void ((!AT_THE_DESK.includes(of.status) || (await claim(of))) && setAsked({ row: of, form }));

  const acts: Record<Act, (of: Row) => void> = {
    open: (of) => navigate(`/app/complaints/${of.id}`),
    acknowledge: (of) => void send(of, "acknowledgement", desk().acknowledged(of.number)),
    claim: (of) => void claim(of),
    dispatch: (of) => void ask(of, DISPATCHING[of.status] ?? "reroute"),
    merge: (of) => void ask(of, "merge"),
    call: (of) => setAsked({ row: of, form: "call" }),
  };
  const close = (): void => setAsked(null);
  return {
    act: (name) => row && acts[name](row),
    dialog: asked && (asked.form === "call" ? <CallDialog row={asked.row} onClose={close} /> : <LazyStep id={asked.row.id} step={asked.form} onClose={close} onDone={(story) => take({ rows: [rowOf(story)], gone: [] })} />),
  };
}
