/** What the navigation offers, by permission. */
import { isAtDesk, isCrew, may } from "../shell/session";
import type { IconName } from "../ui/icon";

export interface Entry {
  /** Its name in office().page. */
  key: string;
  href: string;
  icon: IconName;
  /** The permission without which it is not offered. */
  needs: string | null;
}

interface Group {
  key: string;
  entries: readonly Entry[];
}

export type SectionName = "complaints" | "duty" | "registry" | "hazards" | "settings" | "messages";

export interface Tab {
  key: string;
  href: string;
  needs: string | null;
}

/** Pages that belong together: one entry of the navigation, tabs at the top of each of them. */
const SECTIONS: Record<SectionName, readonly Tab[]> = {
  complaints: [
    { key: "desk", href: "/app/desk", needs: "complaints.read" },
    { key: "complaintList", href: "/app/complaints", needs: "complaints.read" },
    { key: "callBacks", href: "/app/complaints/call-backs", needs: "complaints.receive" },
    { key: "visits", href: "/app/visits", needs: "complaints.read" },
    { key: "compliance", href: "/app/complaints/compliance", needs: "people.read" },
    { key: "messageImport", href: "/app/complaints/imports", needs: "complaints.import" },
  ],
  duty: [
    { key: "dutyNow", href: "/app/duty", needs: "duty.read" },
    { key: "dutyMine", href: "/app/duty/mine", needs: "duty.serve" },
    { key: "rosters", href: "/app/duty/rosters", needs: "duty.read" },
    { key: "handOvers", href: "/app/duty/hand-overs", needs: "duty.read" },
    { key: "spotChecks", href: "/app/duty/checks", needs: "duty.read" },
    { key: "skills", href: "/app/duty/skills", needs: "duty.write" },
  ],
  registry: [
    { key: "registry", href: "/app/registry", needs: "registry.read" },
    { key: "supplies", href: "/app/registry/supplies", needs: "network.write" },
    { key: "aliases", href: "/app/registry/aliases", needs: "network.write" },
  ],
  hazards: [
    { key: "hazardList", href: "/app/hazards", needs: "hazards.read" },
    { key: "board", href: "/app/hazards/board", needs: "hazards.read" },
    { key: "verification", href: "/app/hazards/verification", needs: "hazards.verify" },
    { key: "statistics", href: "/app/hazards/statistics", needs: "people.read" },
    { key: "letters", href: "/app/letters", needs: "hazards.read" },
  ],
  settings: [
    { key: "policies", href: "/app/settings/policies", needs: "hazards.read" },
    { key: "codes", href: "/app/settings/codes", needs: "hazards.read" },
    { key: "phrases", href: "/app/settings/phrases", needs: "hazards.read" },
    { key: "calendars", href: "/app/settings/calendars", needs: "hazards.read" },
    { key: "ladders", href: "/app/settings/ladders", needs: "hazards.read" },
    { key: "seasons", href: "/app/seasons", needs: "registry.read" },
    { key: "kinds", href: "/app/settings/kinds", needs: "registry.read" },
    { key: "webhooks", href: "/app/settings/webhooks", needs: "webhooks.write" },
  ],
  messages: [
    { key: "inbox", href: "/app/inbox", needs: null },
    { key: "deadlines", href: "/app/deadlines", needs: null },
    { key: "channels", href: "/app/channels", needs: null },
    { key: "deliveries", href: "/app/deliveries", needs: null },
  ],
};

const GROUPS: readonly Group[] = [
  {
    key: "duty",
    entries: [
      { key: "desk", href: "/app/desk", icon: "inbox", needs: "complaints.read" },
      { key: "duty", href: "/app/duty", icon: "clock", needs: "duty.read" },
      { key: "wall", href: "/app/wall", icon: "board", needs: "complaints.read" },
    ],
  },
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
      { key: "settings", href: "/app/settings/policies", icon: "sliders", needs: "people.read" },
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

const allowed = (entry: { needs: string | null }): boolean => entry.needs === null || may(entry.needs);

export const tabsOf = (section: SectionName): Tab[] => SECTIONS[section].filter(allowed);

/** The three a thumb reaches on a phone; the rest is behind "more". */
export function inBar(): Entry[] {
  const all = visibleGroups().flatMap((group) => group.entries);
  const home = isCrew.value ? "today" : isAtDesk.value ? "desk" : "readiness";
  const wanted = [home, "inspections", "hazards"];
  const first = wanted.flatMap((key) => all.find((entry) => entry.key === key) ?? []);
  return [...first, ...all.filter((entry) => !first.includes(entry))].slice(0, 3);
}

/** Sections of addresses that belong to an entry with another address. */
const BELOW: Record<string, string> = { "/app/complaints": "desk", "/app/sites": "registry", "/app/assets": "registry", "/app/letters": "hazards", "/app/seasons": "settings", "/app/settings": "settings" };

export function isHere(entry: Entry, pathname: string): boolean {
  const section = `/${pathname.split("/").slice(1, 3).join("/")}`;
  return BELOW[section] ? entry.key === BELOW[section] : entry.href === section;
}
