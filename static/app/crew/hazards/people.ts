/** Whom a step may name, of those that this phone knows; anybody else with signal, in the office. */
import type { Hazard, Leader, Me, Person } from "../../api";
import { may, me } from "../../shell/session";
import { all } from "../../store/mirror";
import type { Option } from "../../ui/field";

/** A person and the unit for which he answers. */
export interface Candidate {
  organization: string;
  person: Person;
}

export const valueOf = (organization: string, person: string): string => `${organization}|${person}`;

/** Who answers for the hazard, oneself, and whoever answers for a site. By name, without repetition. */
export async function candidatesFor(hazard: Hazard): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  const add = (organization: string, person: Person): void => void found.set(valueOf(organization, person.id), { organization, person });
  if (hazard.responsible) add(hazard.unit.path, hazard.responsible);
  if (may("hazards.rectify") && isOf(me.value!, hazard.unit.path)) add(hazard.unit.path, me.value!.user);
  for (const { organization, responsible } of await all("site")) if (responsible) add(organization, responsible);
  return [...found.values()].sort((a, b) => a.person.name.localeCompare(b.person.name, "zh"));
}

/** In the unit or above it. */
function isOf({ organization }: Me, unit: string): boolean {
  return organization.path.startsWith(unit) || unit.startsWith(organization.path);
}

export function optionsOf(candidates: Candidate[]): Option[] {
  return candidates.map(({ organization, person }) => ({ value: valueOf(organization, person.id), name: person.name }));
}

/** Those who are higher up last. */
export async function leaders(): Promise<Leader[]> {
  return (await all("leader")).sort((a, b) => b.role.localeCompare(a.role) || a.name.localeCompare(b.name, "zh"));
}
