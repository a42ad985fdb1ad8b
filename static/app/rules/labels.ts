/**
 * Codes of labels: the twin of heating/labels/codes.py, held to it by tests/shared_rules/labels.json. Letters are
 * Crockford's base 32; the last one is a check character that catches every wrong letter and every transposition.
 */
export const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 10;
export const SHORT_LENGTH = 6;

export type CodeFault = "empty" | "not_a_label" | "letter" | "length" | "check";

export interface ParsedCode {
  /** Without hyphen, in capitals. */
  code: string;
  short: boolean;
}

const PRIMITIVE_POLYNOMIAL = 0b100101; // x⁵ + x² + 1
const IGNORED = /[\s\-\u2010-\u2015\uff0d_]+/g;
const LABEL_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*\/l\/([^/?#]*)$/i;
const MISREAD: Record<string, string> = { O: "0", I: "1", L: "1" };

/** As read aloud or typed: small letters, spaces, hyphens, and O, I, L for the figures they look like. */
export function normalise(text: string): string {
  return text.replace(IGNORED, "").toUpperCase().replace(/[OIL]/g, (letter) => MISREAD[letter] ?? letter);
}

/** A code, a short code or the address in a label's QR, as scanned or typed; or what is wrong with it. */
export function parse(text: string): ParsedCode | CodeFault {
  const address = LABEL_ADDRESS.exec(text.trim());
  if (!address && text.includes("/")) return "not_a_label";
  const code = normalise(address?.[1] ?? text);
  if (!code) return "empty";
  if ([...code].some((letter) => !LETTERS.includes(letter))) return "letter";
  if (code.length !== CODE_LENGTH && code.length !== SHORT_LENGTH) return "length";
  return isSound(code) ? { code, short: code.length === SHORT_LENGTH } : "check";
}

/** Does the check character fit the letters before it? */
export function isSound(code: string): boolean {
  return checkCharacter(code.slice(0, -1)) === code.slice(-1);
}

export function checkCharacter(letters: string): string {
  let sum = 0;
  for (const letter of letters) sum = timesGenerator(sum ^ LETTERS.indexOf(letter));
  return LETTERS[sum] ?? "";
}

/** As printed: "ABC-DEF". */
export function withHyphen(shortCode: string): string {
  return `${shortCode.slice(0, 3)}-${shortCode.slice(3)}`;
}

function timesGenerator(value: number): number {
  const doubled = value << 1;
  return doubled >= LETTERS.length ? doubled ^ PRIMITIVE_POLYNOMIAL : doubled;
}
