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
  children: ComponentChildren;
}

export function FormSheet({ form, action, back, onSubmit, children }: FormSheetProps) {
  const submit = (event: Event): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form class="form stack" onSubmit={submit} noValidate>
      <WrongFields problem={form.problem} idOf={inputId} />
      {children}
      <div class="actions" style="padding-top:16px">
        <Button kind="primary" type="submit" busy={form.busy}>{action}</Button>
        <ButtonLink href={back}>{registry().cancel}</ButtonLink>
      </div>
    </form>
  );
}
