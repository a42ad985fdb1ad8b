/** Issue a batch of blank labels, then go straight to printing it. */
import { post } from "../../api";
import { navigate } from "../../shell/router";
import { isoDate } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { TextField } from "../../ui/field";
import { WrongFields } from "../../ui/notice";
import { ui } from "../../ui/words";
import { demand, inputId, numberOrNull, useForm } from "../form";
import { labels } from "./words";

export function IssueLabels({ onClose }: { onClose: () => void }) {
  const w = labels();
  const form = useForm({ count: "60", batch: isoDate(new Date()) });
  const { values, set, errorAt } = form;
  const issue = (event: Event): void => {
    event.preventDefault();
    void form.submit(async () => {
      demand([["/count", w.count, values.count], ["/batch", w.batch, values.batch]]);
      await post("/api/labels", { count: numberOrNull(values.count), batch: values.batch });
      navigate(`/app/labels/sheet?batch=${encodeURIComponent(values.batch)}`);
    });
  };
  return (
    <Dialog
      title={w.issue}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui().cancel}</Button>
          <Button kind="primary" type="submit" form="issue-labels" busy={form.busy}>{w.make}</Button>
        </>
      }
    >
      <p>{w.issueText}</p>
      <form id="issue-labels" class="stack" onSubmit={issue} noValidate>
        <WrongFields problem={form.problem} idOf={inputId} />
        <TextField label={w.count} hint={w.countHint} id={inputId("/count")} inputMode="numeric" value={values.count} onInput={(text) => set("count", text)} error={errorAt("/count")} />
        <TextField label={w.batch} hint={w.batchHint} id={inputId("/batch")} value={values.batch} onInput={(text) => set("batch", text)} error={errorAt("/batch")} />
      </form>
    </Dialog>
  );
}
