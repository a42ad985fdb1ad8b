/** One of one's watches and what can be done with it now. */
import { post } from "../../api";
import { dateTime, time } from "../../i18n/format";
import { newId } from "../../store/ids";
import { Button } from "../../ui/button";
import { WrongFields } from "../../ui/notice";
import { Status } from "../../ui/status";
import { inputId, useForm } from "../form";
import { placeName } from "./place";
import { span } from "./spans";
import type { OwnWatch } from "./types";
import { dutyWords } from "./words";

interface WatchLineProps {
  watch: OwnWatch;
  /** By the server's clock. */
  now: number;
  onHandOver: () => void;
  onSwap: () => void;
  onSigned: () => void;
}

export function WatchLine({ watch, now, onHandOver, onSwap, onSigned }: WatchLineProps) {
  const w = dutyWords();
  const form = useForm({});
  const begun = Date.parse(watch.starts_at) <= now;
  const signIn = async (): Promise<void> => {
    await post("/api/duty/sign-ins", { id: newId(), organization: watch.organization, area: watch.area, post: watch.post, starts_at: watch.starts_at });
    onSigned();
  };
  const open = Date.parse(watch.sign_in_from) <= now;
  return (
    <li class="stack-tight">
      <div class="row">
        <b>{span(watch.starts_at, watch.ends_at)}</b>
        <SignInState watch={watch} now={now} />
      </div>
      <div class="muted">{[w.posts[watch.post], placeName(watch), watch.via !== "roster" && w.vias[watch.via]].filter(Boolean).join(" · ")}</div>
      {begun && watch.coming && <div class="muted">{w.handOverTo(watch.coming.name)}</div>}
      <WrongFields problem={form.problem} idOf={inputId} />
      <div class="actions no-print">
        {open && !watch.signed_at && <Button kind="primary" icon="clock" busy={form.busy} onClick={() => void form.submit(signIn)}>{w.signInNow}</Button>}
        {begun && !watch.handed_over && watch.coming && <Button kind={watch.signed_at ? "primary" : "plain"} icon="clipboard" onClick={onHandOver}>{w.handOver}</Button>}
        {watch.via !== "reinforcement" && !watch.handed_over && <Button icon="undo" onClick={onSwap}>{w.swap}</Button>}
      </div>
    </li>
  );
}

function SignInState({ watch, now }: { watch: OwnWatch; now: number }) {
  const w = dutyWords();
  if (watch.handed_over) return <Status status="ok">{w.handedOver}</Status>;
  if (watch.signed_at) return <Status status="ok">{w.signedIn(time(watch.signed_at))}</Status>;
  if (Date.parse(watch.sign_in_by) < now) return <Status status="danger">{w.vacant}</Status>;
  if (Date.parse(watch.sign_in_from) <= now) return <Status status="warn">{w.waiting}</Status>;
  return <Status status="off">{w.signInFrom(dateTime(watch.sign_in_from))}</Status>;
}
