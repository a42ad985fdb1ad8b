/**
 * A structured description writes its own sentence: the twin of heating/hazards/describing.py, held to it by
 * tests/shared_rules/descriptions.json. In English a part is a noun, a defect what it does, a degree and a position
 * what follows a comma and a noun.
 */
import type { Text } from "../i18n";

export type PhraseRole = "part" | "defect" | "degree" | "position";

export interface Phrase {
  key: string;
  role: PhraseRole;
  name: Text;
  /** The part is several: "anchor bolts". */
  plural: boolean;
  /** What several of them do: "leak" beside "leaks". */
  plural_en: string;
  /** Of a defect: the keys of the degrees it can have. */
  degrees: string[];
  in_force: boolean;
}

/** What was picked, as keys of phrases; `count` says how many such places there are. */
export interface Description {
  code: string;
  part: string;
  defect: string;
  degree?: string | null;
  position?: string | null;
  count?: number | null;
}

/** The same as words. */
export interface Words {
  part: Text;
  defect: Text;
  /** The asset or site. */
  place?: Text;
  plural?: boolean;
  defect_plural?: string;
  degree?: Text;
  position?: Text;
  count?: number | null;
}

const NOTHING: Text = { zh: "", en: "" };

export function sentence(words: Words): Text {
  return { zh: chinese(words), en: english(words) };
}

export function wordsOf(description: Description, phrases: Map<string, Phrase>, place: Text): Words {
  const part = phrases.get(description.part);
  const defect = phrases.get(description.defect);
  return {
    place,
    part: part?.name ?? NOTHING,
    plural: part?.plural ?? false,
    defect: defect?.name ?? NOTHING,
    defect_plural: defect?.plural_en ?? "",
    degree: named(description.degree, phrases),
    position: named(description.position, phrases),
    count: description.count ?? null,
  };
}

function named(key: string | null | undefined, phrases: Map<string, Phrase>): Text {
  return (key ? phrases.get(key)?.name : undefined) ?? NOTHING;
}

function chinese({ place = NOTHING, position = NOTHING, part, defect, degree = NOTHING, count }: Words): string {
  const times = count && count > 1 ? `，共${count}处` : "";
  const grade = degree.zh ? `，${degree.zh}` : "";
  return `${place.zh}${position.zh}${part.zh}${defect.zh}${times}${grade}。`;
}

function english(words: Words): string {
  const { place = NOTHING, position = NOTHING, part, degree = NOTHING, count } = words;
  const times = count && count > 1 ? `, in ${count} places` : "";
  const grade = degree.en ? `, ${degree.en}` : "";
  const subject = position.en ? `the ${part.en} ${position.en}` : `the ${part.en}`;
  const defect = words.plural && words.defect_plural ? words.defect_plural : words.defect.en;
  const text = `${subject} ${defect}${times}${grade}.`;
  return place.en ? `${place.en}: ${text}` : text.charAt(0).toUpperCase() + text.slice(1);
}
