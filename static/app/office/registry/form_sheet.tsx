/** A form with what is wrong at its top and its actions at its foot. */
import type { ComponentChildren } from "preact";
import { Button, ButtonLink } from "../../ui/button";
import { WrongFields } from "../../ui/notice";
import { type FormState, inputId } from "../form";
import { registry } from "./words";

interface FormSheetProps {
  form: FormState;
  action: string;
  back: string;
  onSubmit: () => void;
  /** Everyone may look, not everyone may change. */
  readOnly?: boolean;
  children: ComponentChildren;
}

export function FormSheet({ form, action, back, onSubmit, readOnly = false, children }: FormSheetProps) {
  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form class="form stack" onSubmit={submit} noValidate>
      <WrongFields problem={form.problem} idOf={inputId} />
      <fieldset class="stack" disabled={readOnly}>{children}</fieldset>
      <div class="actions" style="padding-top:16px">
        {!readOnly && <Button kind="primary" type="submit" busy={form.busy}>{action}</Button>}
        <ButtonLink href={back}>{registry().cancel}</ButtonLink>
      </div>
    </form>
  );
}
