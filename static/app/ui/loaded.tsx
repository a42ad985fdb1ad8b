/** What stands in a page's place while its content is read, and when it cannot be. */
import type { ComponentChildren } from "preact";
import { Problem, Unreachable } from "../api";
import { time } from "../i18n/format";
import { Button } from "./button";
import type { Loading } from "./load";
import { Blank, Notice } from "./notice";
import { ui } from "./words";

interface LoadedProps<T> {
  of: Loading<T>;
  /** This is all the page has: a failure carries the page's heading. */
  whole?: boolean;
  children: (value: T) => ComponentChildren;
}

/** The content once it is there. A copy from before an interruption is shown, and said to be one. */
export function Loaded<T>({ of, whole = false, children }: LoadedProps<T>) {
  if (of.value === null) return of.error ? <Failure error={of.error} retry={of.reload} whole={whole} /> : <Waiting whole={whole} />;
  return (
    <>
      {of.error && of.at && (
        <Notice status="warn" actions={<Button onClick={of.reload}>{ui().retry}</Button>}>
          {of.error instanceof Unreachable ? ui().copyOf(time(of.at)) : of.error.message}
        </Notice>
      )}
      {children(of.value)}
    </>
  );
}

export function Waiting({ whole = false }: { whole?: boolean }) {
  if (whole) return <h1 class="waiting">{ui().loading}</h1>;
  return (
    <p class="muted waiting" role="status" style="padding:40px 0">
      {ui().loading}
    </p>
  );
}

interface FailureProps {
  error: Error;
  retry?: () => void;
  whole?: boolean;
}

export function Failure({ error, retry, whole = false }: FailureProps) {
  const again = retry && <Button onClick={retry}>{ui().retry}</Button>;
  const shared = { heading: whole };
  if (error instanceof Problem && error.status === 403) return <Blank {...shared} icon="key" title={ui().forbiddenTitle}>{ui().forbidden}</Blank>;
  if (error instanceof Problem && error.status === 404) return <Blank {...shared} icon="search" title={ui().goneTitle}>{ui().gone}</Blank>;
  if (error instanceof Problem) return <Blank {...shared} icon="warn" title={ui().failedTitle} actions={again}>{error.errors.map(({ detail }) => detail).join(" ") || error.message}</Blank>;
  return <Blank {...shared} icon="signal" title={ui().offlineTitle} actions={again}>{ui().offline}</Blank>;
}
