/** One step's form over another page: the complaint is read first, so that the form knows all of it. */
import "../../shell/start";
import { type Loading, useLoad } from "../../ui/load";
import { Dialog } from "../../ui/dialog";
import { Failure, Waiting } from "../../ui/loaded";
import { Notice } from "../../ui/notice";
import { wordOf } from "../words";
import { OFFERED } from "./step_forms";
import { stepWords } from "./step_words";
import type { StepName, Story } from "./types";
import { complaints } from "./words";

interface StepDialogProps {
  id: string;
  step: StepName;
  onDone: (story: Story) => void;
  onClose: () => void;
}

export default function StepDialog({ id, step, onDone, onClose }: StepDialogProps) {
  const loading = useLoad<Story>(`/api/complaints/${id}`);
  const Form = OFFERED.find((offered) => offered.step === step)?.form;
  const story = loading.value;
  if (!story || !Form || !story.allowed.includes(step)) {
    return (
      <Dialog title={wordOf(stepWords().action, step)} onClose={onClose}>
        <Reason loading={loading} />
      </Dialog>
    );
  }
  const done = (changed: Story): void => {
    onDone(changed);
    onClose();
  };
  return <Form story={story} onDone={done} onStale={loading.reload} onClose={onClose} />;
}

/** Why there is no form: not read yet, not readable, or the step is not ours now. */
function Reason({ loading: { value, error, reload } }: { loading: Loading<Story> }) {
  if (error) return <Failure error={error} retry={reload} />;
  if (!value) return <Waiting />;
  return <Notice status="warn">{stepWords().notNow(wordOf(complaints().status, value.status))}</Notice>;
}
