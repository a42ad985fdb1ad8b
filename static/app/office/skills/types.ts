/** What people take, as the server tells it; a skill is the key of a category unless the category names another. */
import type { Person } from "../../api";
import { inLanguage } from "../../i18n";
import { categories } from "../complaints/categories";

export interface Skilled {
  person: Person;
  organization: string;
  /** None: everything. */
  skills: string[];
  version: number;
}

export interface SkillOption {
  value: string;
  name: string;
}

/** Every skill that some category asks for, named after its categories. */
export function skillOptions(): SkillOption[] {
  const names = new Map<string, string[]>();
  for (const category of categories.value.filter(({ in_force }) => in_force)) {
    const skill = category.skill || category.key;
    names.set(skill, [...(names.get(skill) ?? []), inLanguage(category.name)]);
  }
  return [...names].map(([value, given]) => ({ value, name: given.join(" / ") }));
}

export const skillName = (skill: string): string => skillOptions().find(({ value }) => value === skill)?.name ?? skill;
