/** A modal sheet: the browser's own dialog, so focus stays inside, Esc closes and the page behind is inert. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button } from "./button";
import { TextArea } from "./field";
import { Icon } from "./icon";
import { sentence } from "./notice";
import { ui } from "./words";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  footer?: ComponentChildren;
  wide?: boolean;
}

/** Where typing begins; on a phone the keyboard would cover the sheet before it is read. */
const FIRST_FIELD = ".body input:not([type=file]):not([type=radio]):not([readonly]), .body textarea, .body select";

export function Dialog({ title, onClose, children, footer, wide }: DialogProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  const heading = useId();
  /** A press that began on something within, such as an option that hangs over the edge, does not close it. */
  const pressedOutside = useRef(false);
  useEffect(() => {
    const opened = sheet.current;
    const before = document.activeElement as HTMLElement | null;
    if (opened?.showModal) opened.showModal();
    else opened?.setAttribute("open", "");
    if (matchMedia("(pointer: fine)").matches) opened?.querySelector<HTMLElement>(FIRST_FIELD)?.focus({ preventScroll: true });
    return () => before?.focus?.();
  }, []);
  return (
    <dialog
      ref={sheet}
      class={wide ? "sheet wide" : "sheet"}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        pressedOutside.current = event.target === sheet.current;
      }}
      onClick={(event) => event.target === sheet.current && pressedOutside.current && onClose()}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" class="button quiet square" aria-label={ui().close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class="body stack">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  children: ComponentChildren;
  /** The verb on the button: "retire", never "OK". */
  action: string;
  danger?: boolean;
  /** Ask for a reason and hand it over. */
  reason?: boolean;
  onConfirm: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be taken back; stays open with the reason when the server refuses. */
export function Confirm({ title, children, action, danger = true, reason = false, onConfirm, onClose }: ConfirmProps) {
  const [given, setGiven] = useState("");
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const confirm = async (): Promise<void> => {
    if (reason && !given.trim()) return setWrong(ui().confirmReason);
    setBusy(true);
    try {
      await onConfirm(given.trim());
      onClose();
    } catch (error) {
      setWrong(sentence(error as Error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui().cancel}</Button>
          <Button kind={danger ? "danger primary" : "primary"} busy={busy} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      {reason && <TextArea label={ui().reason} value={given} onInput={setGiven} error={wrong || undefined} required />}
      {!reason && wrong && (
        <p class="status danger" role="alert" style="white-space:normal">
          <Icon name="danger" />
          {wrong}
        </p>
      )}
    </Dialog>
  );
}
