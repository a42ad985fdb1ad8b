/** The frame of every crew screen: status bar, heading with a way back, content, and what to do at the thumb. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { shell } from "../i18n/shell";
import { back } from "../shell/router";
import { StatusBar } from "../shell/statusbar";
import { Icon } from "../ui/icon";

interface CrewScreenProps {
  title: string;
  /** Where "back" leads when nothing came before; null on the first screen, which has no way back. */
  up?: string | null;
  sub?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

export function CrewScreen({ title, up = "/app/", sub, actions, children }: CrewScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${shell().app}`;
  }, [title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="field">
      <a class="skip button" href="#content">{shell().skip}</a>
      <StatusBar />
      <main id="content" class="stack">
        <div class={up === null ? "crewhead root" : "crewhead"}>
          {up !== null && (
            <button type="button" class="button quiet square" aria-label={shell().back} onClick={() => back(up)}>
              <Icon name="left" />
            </button>
          )}
          <h1 tabIndex={-1} ref={heading}>{title}</h1>
        </div>
        {sub && <p class="muted">{sub}</p>}
        {children}
      </main>
      {actions && <nav class="actbar" aria-label={title}>{actions}</nav>}
    </div>
  );
}
