/** What waits for one's own answer: spot checks, watches handed over, swaps. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { post } from "../../api";
import { me } from "../../shell/session";
import { time } from "../../i18n/format";
import { Button } from "../../ui/button";
import { TextArea, TextField } from "../../ui/field";
import { Notice, WrongFields } from "../../ui/notice";
import { inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { span } from "./spans";
import type { HandOver, Own, SpotCheck, Swap } from "./types";
import { dutyWords } from "./words";

export function ToHandle({ own, onChanged }: { own: Own; onChanged: () => void }) {
  const asked = own.swaps.filter((swap) => swap.status === "asked" && swap.asked.id === me.value?.user.id);
  return (
    <div class="stack">
      {own.spot_checks.map((check) => (
        <Check key={check.id} check={check} onChanged={onChanged} />
      ))}
      {own.hand_overs.map((one) => (
        <Receive key={one.id} handOver={one} onChanged={onChanged} />
      ))}
      {asked.map((swap) => (
        <SwapAsked key={swap.id} swap={swap} onChanged={onChanged} />
      ))}
    </div>
  );
}

function Check({ check, onChanged }: { check: SpotCheck; onChanged: () => void }) {
  const w = dutyWords();
  const form = useForm({ text: "" });
  const answer = async (): Promise<void> => {
    await post(`/api/duty/spot-checks/${check.id}/answer`, { text: form.values.text });
    onChanged();
  };
  return (
    <Notice urgent status={check.missed ? "warn" : "danger"} icon="bell">
      <b>{check.missed ? w.checkLate(check.asked_by) : w.checkAsked(check.asked_by, time(check.answer_by))}</b>
      <WrongFields problem={form.problem} idOf={inputId} />
      <TextField optional label={w.answer} hint={w.answerHint} value={form.values.text} onInput={(text) => form.set("text", text)} />
      <Actions>
        <Button kind="primary" busy={form.busy} onClick={() => void form.submit(answer)}>{w.answer}</Button>
      </Actions>
    </Notice>
  );
}

function Receive({ handOver, onChanged }: { handOver: HandOver; onChanged: () => void }) {
  const w = dutyWords();
  const [open, setOpen] = useState(false);
  const form = useForm({ text: "" });
  const receive = async (): Promise<void> => {
    await post(`/api/duty/hand-overs/${handOver.id}/receipt`, { text: form.values.text });
    setOpen(false);
    onChanged();
  };
  return (
    <Notice status="info" icon="clipboard" actions={<Button kind="primary" onClick={() => setOpen(true)}>{w.receive}</Button>}>
      <b>{w.handOverFrom(handOver.by.name, span(handOver.starts_at, handOver.ends_at))}</b>
      {open && (
        <FormDialog title={w.receiveTitle(handOver.by.name)} action={w.receive} form={form} onSave={receive} onClose={() => setOpen(false)}>
          <p class="prose">{handOver.note}</p>
          <TextArea optional rows={3} label={w.remark} value={form.values.text} onInput={(text) => form.set("text", text)} />
        </FormDialog>
      )}
    </Notice>
  );
}

function SwapAsked({ swap, onChanged }: { swap: Swap; onChanged: () => void }) {
  const w = dutyWords();
  const form = useForm({ text: "" });
  const settle = (how: "acceptance" | "refusal") => async (): Promise<void> => {
    await post(`/api/duty/swaps/${swap.id}/${how}`, { text: form.values.text });
    onChanged();
  };
  return (
    <Notice status="info" icon="undo">
      <b>{w.swapFrom(swap.asker.name, span(swap.starts_at, swap.ends_at))}</b>
      {swap.return_starts_at && <p>{w.inReturn(span(swap.return_starts_at, swap.return_ends_at ?? swap.return_starts_at))}</p>}
      {swap.reason && <p class="muted">{swap.reason}</p>}
      <WrongFields problem={form.problem} idOf={inputId} />
      <TextField optional label={w.remark} value={form.values.text} onInput={(text) => form.set("text", text)} />
      <Actions>
        <Button kind="primary" busy={form.busy} onClick={() => void form.submit(settle("acceptance"))}>{w.accept}</Button>
        <Button busy={form.busy} onClick={() => void form.submit(settle("refusal"))}>{w.decline}</Button>
      </Actions>
    </Notice>
  );
}

const Actions = ({ children }: { children: ComponentChildren }) => <div class="actions" style="margin-top:8px">{children}</div>;
