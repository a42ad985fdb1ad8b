/** The city's catalogue of hazards: classes, the codes below them, and the phrases they are described with. */
import type { Grade } from "../../api";
import type { Text } from "../../i18n";
import type { Amount, Changed } from "../settings/types";

type CodeKind = "part" | "event";

export interface CodeClass extends Changed {
  key: string;
  kind: CodeKind;
  number: string;
  name: Text;
  positions: string[];
  in_force: boolean;
}

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

export interface Phrase extends Changed {
  key: string;
  role: "part" | "defect" | "degree" | "position";
  name: Text;
  in_force: boolean;
}
