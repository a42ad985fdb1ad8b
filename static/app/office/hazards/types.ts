import type { Grade, Id, Person } from "../../api";
import type { Picture } from "../../ui/photos";

export interface Place {
  id: Id;
  code: string;
  name: string;
  name_en?: string | null;
  kind: string;
}

export interface Hazard {
  id: Id;
  number: string;
  site: Place;
  asset: Place | null;
  source: string;
  inspection: Id | null;
  item: string | null;
  title: string;
  title_en: string;
  description: string;
  grade: Grade;
  status: string;
  photos: Picture[];
  reporter: Person;
  responsible: Person | null;
  organization: string;
  area: string;
  position: { longitude: number; latitude: number; accuracy_m: number | null } | null;
  label: string | null;
  happened_at: string;
  received_at: string;
}
