import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

interface Looks {
  kind?: "primary" | "danger" | "danger primary" | "quiet" | "plain";
  icon?: IconName;
  children: ComponentChildren;
}

interface ButtonProps extends Looks {
  /** Something it started is under way: it says so and cannot be pressed twice. */
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  onClick?: (event: MouseEvent) => void;
  label?: string;
  form?: string;
  autoFocus?: boolean;
}

export function Button({ kind = "plain", icon, busy = false, disabled = false, type = "button", onClick, label, form, autoFocus, children }: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${kind}`}
      aria-busy={busy}
      aria-label={label}
      aria-disabled={busy || undefined}
      disabled={disabled}
      form={form}
      autoFocus={autoFocus}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

interface LinkProps extends Looks {
  href: string;
  /** The name of the file when the link fetches one. */
  download?: string | true;
  target?: "_blank";
}

export function ButtonLink({ kind = "plain", icon, href, download, target, children }: LinkProps) {
  return (
    <a class={`button ${kind}`} href={href} download={download} target={target} rel={target ? "noopener" : undefined}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}
