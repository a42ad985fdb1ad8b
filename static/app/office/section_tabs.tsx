/** The pages of a section, as tabs that are links. */
import { useEffect, useRef } from "preact/hooks";
import { path } from "../shell/router";
import { type SectionName, tabsOf } from "./navigation";
import { office, wordOf } from "./words";

export function SectionTabs({ of }: { of: SectionName }) {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (bar.current && here) bar.current.scrollLeft = here.offsetLeft - bar.current.clientWidth / 2 + here.offsetWidth / 2;
  }, [path.value]);
  return (
    <nav class="tabs section-tabs no-print" aria-label={wordOf(office().page, of)} ref={bar}>
      {tabsOf(of).map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={path.value === tab.href ? "page" : undefined}>
          {wordOf(office().tab, tab.key)}
        </a>
      ))}
    </nav>
  );
}
