/** The frame around every office screen: navigation, where we are, and how fresh the numbers are. */
import "../shell/start";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { liveness, watchChanges } from "../api";
import { me } from "../shell/session";
import { path } from "../shell/router";
import { applyUpdate, newVersion } from "../shell/update";
import { dateTime, time } from "../i18n/format";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Bell } from "./bell";
import { byKey } from "./keys";
import { readLookups } from "./lookups";
import { type Entry, inBar, isHere, visibleGroups } from "./navigation";
import { LanguageButton, Preferences } from "./preferences";
import { office, wordOf } from "./words";

export interface Crumb {
  name: string;
  href?: string;
}

interface FrameProps {
  /** From the top of the section down; the last one is this page. */
  crumbs: readonly Crumb[];
  /** The page follows changes as they happen: show how fresh it is. */
  live?: boolean;
  /** It uses the whole width of the window. */
  fill?: boolean;
  children: ComponentChildren;
}

export function Frame({ crumbs, live = false, fill = false, children }: FrameProps) {
  useEffect(() => void readLookups(), []);
  useEffect(() => {
    addEventListener("keydown", byKey);
    return () => removeEventListener("keydown", byKey);
  }, []);
  return (
    <div class="office">
      <a class="skip button" href="#content">{office().skip}</a>
      <Rail />
      <div>
        <header class="topline no-print">
          {crumbs.length === 1 && <span class="product only-phone">{office().product}</span>}
          <Crumbs crumbs={crumbs} />
          {live && <Freshness />}
          <Bell />
        </header>
        {live && <StaleBanner />}
        <NewVersion />
        <main class={fill ? "page fill" : "page"} id="content" tabIndex={-1}>
          {children}
          <p class="print-only muted" style="margin-top:16px">{office().printedAt(dateTime(new Date()), me.value?.user.name ?? "")}</p>
        </main>
      </div>
      <BottomBar />
    </div>
  );
}

function Rail() {
  return (
    <aside class="rail no-print" aria-label={office().product}>
      <a class="mark" href="/app/">
        <Icon name="gauge" />
        {office().product}
      </a>
      <nav aria-label={office().navigation}>
        <Groups />
      </nav>
      <div class="who">
        <a href="/app/access">
          <b>{me.value?.user.name}</b>
          <span class="muted">{wordOf(office().role, me.value?.user.role ?? "")}</span>
        </a>
        <LanguageButton />
      </div>
    </aside>
  );
}

function Groups() {
  return (
    <>
      {visibleGroups().map((group) => (
        <div class="nav-group" key={group.key}>
          <h2>{wordOf(office().group, group.key)}</h2>
          {group.entries.map((entry) => (
            <NavLink key={entry.href} entry={entry} />
          ))}
        </div>
      ))}
    </>
  );
}

function NavLink({ entry, onClick }: { entry: Entry; onClick?: () => void }) {
  return (
    <a href={entry.href} aria-current={isHere(entry, path.value) ? "page" : undefined} onClick={onClick}>
      <Icon name={entry.icon} />
      {wordOf(office().page, entry.key)}
    </a>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav class="crumbs" aria-label={office().whereWeAre}>
      <ol>
        {crumbs.map((crumb, i) => (
          <li key={crumb.name + String(i)}>
            {crumb.href && i < crumbs.length - 1 ? <a href={crumb.href}>{crumb.name}</a> : <span aria-current="page">{crumb.name}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Freshness() {
  useEffect(() => watchChanges(() => undefined), []);
  const { state, at } = liveness.value;
  const looks = { connecting: "live waiting", open: "live", broken: "live stale" }[state];
  const words = { connecting: office().connecting, open: office().live, broken: office().broken }[state];
  return (
    <span class={looks} role="status">
      <span class="dot" aria-hidden="true" />
      {words}
      {at !== null && <span class="no-phone">{office().asOf(time(at))}</span>}
    </span>
  );
}

/** After a minute without the server the page says, across its whole width, that it stands still. */
function StaleBanner() {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 5_000);
    return () => clearInterval(timer);
  }, []);
  const { state, at } = liveness.value;
  if (state !== "broken" || (at !== null && Date.now() - at < 60_000)) return null;
  return (
    <div class="update-banner stale-banner no-print" role="alert">
      <Icon name="warn" />
      <span class="grow">{at === null ? office().staleUnknown : office().stale(time(at))}</span>
      <Button onClick={() => location.reload()}>{office().refresh}</Button>
    </div>
  );
}

/** A new version waits until someone takes it, never in the middle of a form. */
function NewVersion() {
  if (!newVersion.value) return null;
  return (
    <div class="update-banner no-print" role="status">
      <span class="grow">{office().newVersion}</span>
      <Button onClick={applyUpdate}>{office().takeVersion}</Button>
    </div>
  );
}

function BottomBar() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <nav class="bottombar no-print" aria-label={office().navigation}>
        {inBar().map((entry) => (
          <NavLink key={entry.href} entry={entry} />
        ))}
        <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
          <Icon name="menu" />
          {office().more}
        </button>
      </nav>
      {open && (
        <Dialog title={office().menu} onClose={() => setOpen(false)}>
          <nav aria-label={office().menu} onClick={(event) => (event.target as Element).closest("a") && setOpen(false)}>
            <Groups />
          </nav>
          <hr />
          <a class="button" href="/app/access">
            <Icon name="person" />
            {me.value?.user.name}
          </a>
          <Preferences />
        </Dialog>
      )}
    </>
  );
}
