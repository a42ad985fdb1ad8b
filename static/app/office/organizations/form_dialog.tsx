/** A short form in a sheet; it stays open with what is wrong until it is saved. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { WrongFields } from "../../ui/notice";
import { ui } from "../../ui/words";
import { type FormState, inputId } from "../form";

interface FormDialogProps {
  title: string;
  action: string;
  form: FormState;
  onSave: () => Promise<void>;
  onClose: () => void;
  wide?: boolean;
  /** It takes something away from somebody. */
  danger?: boolean;
  children: ComponentChildren;
}

export function FormDialog({ title, action, form, onSave, onClose, wide = false, danger = false, children }: FormDialogProps) {
  const id = useId();
  const submit = (event: Event): void => {
    event.preventDefault();
    void form.submit(onSave);
  };
  return (
    <Dialog
      wide={wide}
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui().cancel}</Button>
          <Button kind={danger ? "danger primary" : "primary"} type="submit" form={id} busy={form.busy}>{action}</Button>
        </>
      }
    >
      <form id={id} class="stack" onSubmit={submit} noValidate>
        <WrongFields problem={form.problem} idOf={inputId} />
        {children}
      </form>
    </Dialog>
  );
}
