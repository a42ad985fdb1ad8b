/** What the navigation offers, by permission. */
import { isCrew, may } from "../shell/session";
import type { IconName } from "../ui/icon";

export interface Entry {
  /** Its name in office().page. */
  key: string;
  href: string;
  icon: IconName;
  needs: string | null;
}

interface Group {
  key: string;
  entries: readonly Entry[];
}

const GROUPS: readonly Group[] = [
  {
    key: "readiness",
    entries: [
      { key: "readiness", href: "/app/readiness", icon: "gauge", needs: "readiness.read" },
      { key: "inspections", href: "/app/inspections", icon: "clipboard", needs: "inspections.read" },
      { key: "hazards", href: "/app/hazards", icon: "hazard", needs: "hazards.read" },
    ],
  },
  {
    key: "records",
    entries: [
      { key: "registry", href: "/app/registry", icon: "building", needs: "registry.read" },
      { key: "labels", href: "/app/labels", icon: "tag", needs: "labels.read" },
      { key: "checklists", href: "/app/checklists", icon: "list", needs: "checklists.read" },
      { key: "imports", href: "/app/imports", icon: "inbox", needs: "registry.import" },
    ],
  },
  {
    key: "administration",
    entries: [
      { key: "people", href: "/app/people", icon: "people", needs: "people.read" },
      { key: "organizations", href: "/app/organizations", icon: "tree", needs: "people.read" },
      { key: "seasons", href: "/app/seasons", icon: "calendar", needs: "seasons.write" },
      { key: "audit", href: "/app/audit", icon: "chain", needs: "audit.read" },
    ],
  },
  {
    key: "field",
    entries: [
      { key: "scan", href: "/app/scan", icon: "scan", needs: "sync" },
      { key: "report", href: "/app/report", icon: "plus", needs: "hazards.report" },
    ],
  },
];

const TODAY: Entry = { key: "today", href: "/app/", icon: "phone", needs: "inspections.submit" };

export function visibleGroups(): Group[] {
  return GROUPS.map((group) => ({ ...group, entries: [...(group.key === "field" && isCrew.value ? [TODAY] : []), ...group.entries].filter(allowed) })).filter((group) => group.entries.length > 0);
}

const allowed = (entry: Entry): boolean => entry.needs === null || may(entry.needs);

/** The three a thumb reaches on a phone; the rest is behind "more". */
export function inBar(): Entry[] {
  const all = visibleGroups().flatMap((group) => group.entries);
  const wanted = isCrew.value ? ["today", "inspections", "hazards"] : ["readiness", "inspections", "hazards"];
  const first = wanted.flatMap((key) => all.find((entry) => entry.key === key) ?? []);
  return [...first, ...all.filter((entry) => !first.includes(entry))].slice(0, 3);
}

const BELOW: Record<string, string> = { "/app/sites": "/app/registry", "/app/assets": "/app/registry" };

export function isHere(entry: Entry, pathname: string): boolean {
  const section = `/${pathname.split("/").slice(1, 3).join("/")}`;
  return entry.href === (BELOW[section] ?? section);
}
