import type { Season } from "../../api";

export interface StoredSeason extends Season {
  area: string;
  version: number;
}
