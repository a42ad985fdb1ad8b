/** 查岗: ask whoever is at the post. */
import { useState } from "preact/hooks";
import { post as send } from "../../api";
import { newId } from "../../store/ids";
import { Segment } from "../../ui/field";
import { useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { placeName } from "./place";
import type { PostNow } from "./types";
import { dutyWords } from "./words";

export function CheckForm({ post, onClose }: { post: PostNow; onClose: () => void }) {
  const w = dutyWords();
  const [id] = useState(newId);
  const form = useForm({ minutes: "5" });
  const ask = async (): Promise<void> => {
    await send("/api/duty/spot-checks", { id, organization: post.organization, area: post.area, post: post.post, minutes: Number(form.values.minutes) });
    onClose();
  };
  return (
    <FormDialog title={w.checkTitle(post.person.name)} action={w.check} form={form} onSave={ask} onClose={onClose}>
      <p>{`${placeName(post)} · ${w.posts[post.post]}`}</p>
      <p class="muted">{w.checkHint}</p>
      <Segment label={w.minutes} value={form.values.minutes} onChange={(minutes) => form.set("minutes", minutes)} options={["3", "5", "10"].map((value) => ({ value, name: w.minutesOf(Number(value)) }))} />
    </FormDialog>
  );
}
