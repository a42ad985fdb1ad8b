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

/** Signing out: the person and what he could see leave the phone. Queue and drafts are never touched. */
export async function forgetPerson(): Promise<void> {
  await forget("person");
  await emptyMirror();
}
