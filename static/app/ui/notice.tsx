/** Notices stay where they are until the cause is gone: nothing that matters disappears by itself. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api";
import { Icon, type IconName } from "./icon";
import type { Tone } from "./status";
import { ui } from "./words";

interface NoticeProps {
  status: Tone;
  /** Another picture than the status's own. */
  icon?: IconName;
  children: ComponentChildren;
  actions?: ComponentChildren;
  /** Read out at once by screen readers. */
  urgent?: boolean;
}

export function Notice({ status, icon, children, actions, urgent = false }: NoticeProps) {
  return (
    <div class={`notice ${status}`} role={urgent ? "alert" : undefined}>
      <Icon name={icon ?? status} />
      <div>
        {children}
        {actions && <div class="actions" style="margin-top:8px">{actions}</div>}
      </div>
    </div>
  );
}

/** The list of what to correct, at the top of a form; takes the focus, each line goes to its field. */
export function WrongFields({ problem, idOf }: { problem: Error | null; idOf: (pointer: string) => string }) {
  const box = useRef<HTMLDivElement>(null);
  const [names, setNames] = useState<Record<string, string>>({});
  useEffect(() => {
    if (!problem) return;
    box.current?.focus();
    setNames(Object.fromEntries((problem instanceof Problem ? problem.errors : []).map(({ pointer }) => [pointer, labelOf(idOf(pointer))])));
  }, [problem]);
  if (!problem) return null;
  const errors = problem instanceof Problem ? problem.errors : [];
  return (
    <div class="notice danger" role="alert" tabIndex={-1} ref={box}>
      <Icon name="danger" />
      <div>
        <b>{errors.length ? ui().wrongFields(errors.length) : sentence(problem)}</b>
        {errors.length > 0 && (
          <ul>
            {errors.map((error) => (
              <li key={error.pointer + error.code}>
                <a href={`#${idOf(error.pointer)}`} onClick={(event) => focusField(event, idOf(error.pointer))}>
                  {names[error.pointer] && !error.detail.includes(names[error.pointer] ?? "") ? `${names[error.pointer]}：${error.detail}` : error.detail}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** What the form calls the field, without the remark that it may be left empty. */
function labelOf(id: string): string {
  const input = document.getElementById(id) as HTMLInputElement | null;
  return input?.labels?.[0]?.firstChild?.textContent ?? "";
}

function focusField(event: MouseEvent, id: string): void {
  event.preventDefault();
  document.getElementById(id)?.focus();
}

/** What to tell a person about a failure. */
export function sentence(error: Error): string {
  return error instanceof Problem ? error.message : ui().offline;
}

interface BlankProps {
  title: string;
  /** It stands for the whole page: its title is the page's heading. */
  heading?: boolean;
  children?: ComponentChildren;
  icon?: IconName;
  actions?: ComponentChildren;
}

/** In place of content that is not there, with the way on. */
export function Blank({ title, heading = false, children, icon, actions }: BlankProps) {
  return (
    <div class="blank">
      {icon && <Icon name={icon} />}
      {heading ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children && <p>{children}</p>}
      {actions && <div class="actions" style="justify-content:center">{actions}</div>}
    </div>
  );
}
