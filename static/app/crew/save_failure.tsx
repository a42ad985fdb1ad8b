/** Said above a form when what was entered could not be kept. */
import { crew } from "../i18n/crew";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { Resting } from "./resting";

export function SaveFailed<D extends { id: string }>({ form }: { form: Resting<D> }) {
  const w = crew().check;
  const { value } = form.failure;
  if (value === null) return null;
  return (
    <Notice status="danger" urgent actions={value === "failed" && <Button onClick={() => void form.save()}>{w.saveAgain}</Button>}>
      {{ full: w.full, failed: w.saveFailed, gone: w.goneText }[value]}
    </Notice>
  );
}
