import type { Asset as PhoneAsset, Id, Person, Site as PhoneSite } from "../../api";

export type FieldValue = string | number | boolean | null;

export interface Site extends PhoneSite {
  position_source: string;
  version: number;
  updated_at: string;
}

export interface Asset extends PhoneAsset {
  site_name: string;
  site_name_en: string;
  address: string;
  longitude: number | null;
  latitude: number | null;
  position_source: string;
  source: string;
  source_id: string;
  version: number;
  updated_at: string;
}

export interface Found {
  subject: "site" | "asset";
  id: Id;
  code: string;
  name: string;
  name_en: string;
  kind: string;
  organization: string;
  area: string;
  status: string | null;
  site: Id;
  site_name: string;
  site_name_en: string;
}

export interface Household {
  id: Id;
  building: Id;
  unit: string;
  room: string;
  path: string;
}

export interface Place {
  longitude: string;
  latitude: string;
  system: "wgs84" | "gcj02";
}

export type { Person };
