import type { KindField } from "../../api";
import type { Text } from "../../i18n";

/** A kind as it is edited; `version` is 0 for a new one. */
export interface Kind {
  key: string;
  name: Text;
  symbol: string;
  site: boolean;
  asset: boolean;
  fields: EditedField[];
  checklist: string | null;
  version: number;
}

export interface EditedField extends KindField {
  required: boolean;
}
