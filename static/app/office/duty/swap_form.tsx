/** Ask somebody of the roster to take a watch, for one of his or for none. */
import { useState } from "preact/hooks";
import { post, query } from "../../api";
import { newId } from "../../store/ids";
import { Select, TextField } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { demand, inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { DAY, span } from "./spans";
import type { OwnWatch, Posts, Watch } from "./types";
import { dutyWords } from "./words";

interface SwapFormProps {
  watch: OwnWatch;
  /** All of one's own, among which nothing is swapped. */
  own: readonly OwnWatch[];
  onClose: () => void;
}

export function SwapForm({ watch, own, onClose }: SwapFormProps) {
  const w = dutyWords();
  const [id] = useState(newId);
  const form = useForm({ asked: "", returned: "", reason: "" });
  const { values, set, errorAt } = form;
  const send = async (): Promise<void> => {
    demand([["/asked", w.swapWith, values.asked]]);
    const body = { id, organization: watch.organization, area: watch.area, post: watch.post, starts_at: watch.starts_at, asked: values.asked, return_starts_at: values.returned || null, reason: values.reason };
    await post("/api/duty/swaps", body);
    onClose();
  };
  const posts = useLoad<Posts>(query("/api/duty/posts", { organization: watch.organization }));
  const roster = posts.value?.posts.find((one) => one.organization === watch.organization && one.area === watch.area)?.roster;
  const [now] = useState(Date.now());
  const watches = useLoad<Watch[]>(roster ? query(`/api/rosters/${roster}/watches`, { starts_at: new Date(now).toISOString(), ends_at: new Date(now + 31 * DAY).toISOString() }) : null);
  const mine = new Set(own.map((one) => one.starts_at + one.post));
  return (
    <FormDialog title={w.swapTitle} action={w.ask} form={form} onSave={send} onClose={onClose}>
      <p><b>{span(watch.starts_at, watch.ends_at)}</b></p>
      <Loaded of={watches}>
        {(all) => {
          const others = all.filter((one) => one.post === watch.post && one.via !== "reinforcement" && !mine.has(one.starts_at + one.post));
          const people = [...new Map(others.map((one) => [one.person.id, one.person.name]))];
          if (people.length === 0) return <p class="muted">{w.swapNobody}</p>;
          const theirs = others.filter((one) => one.person.id === values.asked);
          return (
            <>
              <Select required label={w.swapWith} id={inputId("/asked")} value={values.asked} blank={w.choose} options={people.map(([value, name]) => ({ value, name }))} onChange={(asked) => form.change({ asked, returned: "" })} error={errorAt("/asked")} />
              <Select label={w.swapReturn} id={inputId("/return_starts_at")} value={values.returned} blank={w.swapNone} options={theirs.map((one) => ({ value: one.starts_at, name: span(one.starts_at, one.ends_at) }))} onChange={(returned) => set("returned", returned)} error={errorAt("/return_starts_at")} />
            </>
          );
        }}
      </Loaded>
      <TextField optional label={w.reason} id={inputId("/reason")} value={values.reason} onInput={(reason) => set("reason", reason)} error={errorAt("/reason")} />
    </FormDialog>
  );
}
