/** A refusal in words: for what the server has not been asked about yet. */
import { phoneHazards } from "./words";

export function whyWords(code: string): string {
  const { why } = phoneHazards();
  return code in why ? why[code as keyof typeof why] : why.other;
}
