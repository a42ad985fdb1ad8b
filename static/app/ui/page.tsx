/** The head of a page, its sections, facts, tabs and time lines. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

interface PageHeadProps {
  title: string;
  sub?: ComponentChildren;
  /** Chips under the title. */
  status?: ComponentChildren;
  actions?: ComponentChildren;
}

export function PageHead({ title, sub, status, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <header class="pagehead">
      <div class="titles">
        <h1>{title}</h1>
        {sub && <p class="sub">{sub}</p>}
        {status && <div class="row">{status}</div>}
      </div>
      {actions && <div class="actions no-print">{actions}</div>}
    </header>
  );
}

interface SectionProps {
  title: string;
  aside?: ComponentChildren;
  children: ComponentChildren;
  id?: string;
}

export function Section({ title, aside, children, id }: SectionProps) {
  return (
    <section class="section" id={id} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {aside && <div class="muted">{aside}</div>}
      </header>
      {children}
    </section>
  );
}

type Fact = readonly [string, ComponentChildren];

/** Key and value lines. A line that does not apply is left out; an unknown value is said to be unknown by the caller. */
export function Facts({ rows, two }: { rows: readonly (Fact | null | false | "" | undefined)[]; two?: boolean }) {
  return (
    <dl class={two ? "facts two" : "facts"}>
      {rows.map(
        (row) =>
          row && (
            <div key={row[0]}>
              <dt>{row[0]}</dt>
              <dd>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

export function Timeline({ events }: { events: readonly { key: string; at: ComponentChildren; what: ComponentChildren }[] }) {
  return (
    <ol class="story">
      {events.map((event) => (
        <li key={event.key}>
          {event.what}
          <time>{event.at}</time>
        </li>
      ))}
    </ol>
  );
}

interface TabsProps {
  label: string;
  tabs: readonly { key: string; name: string }[];
  current: string;
  onChoose: (key: string) => void;
}

/** Tabs: arrows move, the panel below belongs to the chosen one. */
export function Tabs({ label, tabs, current, onChoose }: TabsProps) {
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const i = tabs.findIndex((tab) => tab.key === current);
    const next = tabs[(i + step + tabs.length) % tabs.length];
    if (next) onChoose(next.key);
    (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")[(i + step + tabs.length) % tabs.length]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKey}>
      {tabs.map((tab) => (
        <button key={tab.key} type="button" role="tab" id={`tab-${tab.key}`} aria-selected={tab.key === current} tabIndex={tab.key === current ? 0 : -1} onClick={() => onChoose(tab.key)}>
          {tab.name}
        </button>
      ))}
    </div>
  );
}
