import type { ChecklistVersion, Id } from "../../api";
import type { Text } from "../../i18n";

export interface Summary {
  id: Id;
  key: string;
  number: number;
  state: string;
  name: Text;
  kinds: string[];
  items: number;
  published_at: string | null;
}

/** `version` counts the edits of a draft. */
export interface Version extends ChecklistVersion {
  version: number;
  published_at: string | null;
}
