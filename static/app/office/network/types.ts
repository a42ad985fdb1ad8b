/** What supplies what, and what people call a place, as the server tells them. */
import type { Person } from "../../api";

/** Kinds of assets that supply buildings. */
export const SUPPLYING: readonly string[] = ["heat_station", "heat_source_plant", "peak_source"];

export interface NamedPlace {
  id: string;
  name: string;
  name_en: string | null;
}

export interface Place extends NamedPlace {
  code: string;
}

export interface SuppliedBuilding {
  building: Place;
  organization: string;
  area: string;
  /** Null: nothing is recorded, or the station is retired. */
  station: Place | null;
  since_at: string | null;
}

export interface SupplyCount {
  buildings: number;
  unsupplied: number;
}

export interface SupplyPeriod {
  station: Place;
  since_at: string;
  until_at: string | null;
  assigned_by: Person | null;
  ended_by: Person | null;
}

export interface BuildingSupply {
  building: Place;
  current: SupplyPeriod | null;
  /** Newest first. */
  history: SupplyPeriod[];
}

export interface NamedSite {
  site: Place;
  address: string;
  organization: string;
  area: string;
  aliases: string[];
}
