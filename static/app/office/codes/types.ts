/** The city's catalogue of hazards: classes, the codes below them, and the phrases they are described with. */
import type { Grade } from "../../api";
import type { Text } from "../../i18n";
import type { Amount, Changed } from "../settings/types";

export type CodeKind = "part" | "event";

export interface ClassFields {
  key: string;
  kind: CodeKind;
  number: string;
  name: Text;
  /** Phrases, in the order in which they are offered. */
  positions: string[];
  in_force: boolean;
}

export interface CodeClass extends ClassFields, Changed {}

export interface CodeFields {
  key: string;
  code_class: string;
  number: string;
  name: Text;
  definition: Text;
  filing: Text;
  closing: Text;
  grade: Grade;
  synonyms: string[];
  /** Its own limits; without one the policy of the grade holds. */
  limit: Amount | null;
  limit_in_season: Amount | null;
  weak_link: boolean;
  parts: string[];
  defects: string[];
  asset_kinds: string[];
  photo: string | null;
  in_force: boolean;
}

export interface Code extends CodeFields, Changed {
  kind: CodeKind;
  /** What really holds, from the code or from the policy. */
  time_limit: Amount | null;
  time_limit_in_season: Amount | null;
}

export type PhraseRole = "part" | "defect" | "degree" | "position";

export interface PhraseFields {
  key: string;
  role: PhraseRole;
  name: Text;
  /** Of a part: a noun of several, "anchor bolts". */
  plural: boolean;
  /** Of a defect: what several do, "leak". */
  plural_en: string;
  /** Of a defect: the degrees it can have, in the order in which they are offered. */
  degrees: string[];
  in_force: boolean;
}

export interface Phrase extends PhraseFields, Changed {}
