import { kindName } from "../lookups";
import { checklists } from "./words";

/** What a checklist is for: a kind of asset, or households, which are none. */
export const checklistKind = (key: string): string => (key === "household" ? checklists().household : kindName(key));
