/** Who signed in on this phone last. */
import type { Me } from "../api";
import { forget, read, write } from "./meta";
import { emptyMirror } from "./mirror";

export async function keptPerson(): Promise<Me | null> {
  return (await read("person")) ?? null;
}

export async function keepPerson(person: Me): Promise<void> {
  await write("person", person);
}

/** Where drafts of what callers say are kept: numbers and names of residents. */
export const INTAKE_DRAFT = "intake ";

/** Signing out: the person and what he could see leave the machine, residents' numbers too. Queue and drafts of a crew are never touched. */
export async function forgetPerson(): Promise<void> {
  await forget("person");
  for (const key of Object.keys(localStorage)) if (key.startsWith(INTAKE_DRAFT)) localStorage.removeItem(key);
  await emptyMirror();
}
