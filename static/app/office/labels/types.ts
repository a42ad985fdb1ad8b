import type { Id, Person } from "../../api";

/** `short_code` comes without its hyphen. */
export interface Label {
  id: Id;
  code: string;
  short_code: string;
  state: "blank" | "attached" | "retired" | "lost";
  asset: Id | null;
  attached_to: { id: Id; name: string; name_en: string; site: Id; site_name: string; site_name_en: string } | null;
  batch: string;
  issued_at: string;
  attached_at: string | null;
  attached_by: Person | null;
  ended_at: string | null;
  reason: string;
}
