/** What /api/readiness answers. Scores are 0–100, or null when nothing is known yet. */
import type { Id, Season } from "../../api";
import type { Text } from "../../i18n";
import type { Hazard } from "../hazards/types";

export interface Scores {
  on_time: number | null;
  quality: number | null;
  safety: number | null;
}

export interface Counted {
  met: number;
  of: number;
}

/** What each score counts: gates passed in time of those due, sound assets of those inspected. */
export interface Explained {
  on_time: Counted;
  quality: Counted;
  safety: Counted;
}

export interface GateCount extends Counted {
  gate: string;
}

export interface Totals extends Scores {
  explained: Explained;
  gates: GateCount[];
  households: number;
  sites: number;
  ready: number;
  blocked: number;
  in_progress: number;
  not_started: number;
  lapsed: number;
  assets: number;
  inspected: number;
  open_hazards: number;
  open_major: number;
  /** Sites that are ready only by an override; they are counted in `ready` too. */
  overridden: number;
  /** Apart from `open_hazards`. */
  weak_links: number;
}

export interface Group extends Totals {
  path: string;
  name: string;
  name_en: string;
}

export interface KindGroup extends Totals {
  key: string;
  name: Text;
}

export interface Reason {
  code: string;
  text: Text;
}

export interface SiteName {
  id: Id;
  name: string;
  name_en?: string | null;
  code?: string;
}

/** A leader's word that sets hazards of a site aside for a while. */
export interface Override {
  id: Id;
  site: SiteName;
  reason: string;
  alternative_supply: string;
  expires_on: string;
  days_left: number;
  made_by: { id: Id; name: string };
  made_at: string;
  hazards: Id[];
  ended_at: string | null;
  /** Null with `ended_at`: it expired. */
  ended_by: { id: Id; name: string } | null;
}

export interface City {
  as_of: string;
  season: Season | null;
  days_left: number | null;
  total: Totals;
  companies: Group[];
  districts: Group[];
  kinds: KindGroup[];
  /** In force, the first to expire in front. */
  overrides: Override[];
  blockers: { site: SiteName; state: string; households: number; reasons: Reason[] }[];
}

export interface SiteRow extends Scores {
  site: SiteName & { kind: string; organization: string; area: string };
  state: string;
  assets: number;
  inspected: number;
  open_hazards: number;
  open_major: number;
  overridden_until: string | null;
  weak_links: number;
  blockers: Reason[];
}

export interface Gate {
  gate: string;
  status: string;
  due: string;
  passed_on: string | null;
  evidence: { inspection: Id | null; asset: Id | null; item: string | null; hazard: Id | null } | null;
  missing: number;
}

export interface AssetLine {
  id: Id;
  code: string;
  name: string;
  name_en: string | null;
  kind: string;
  inspection: Id | null;
  at: string | null;
  outcome: string | null;
  failing: string[];
}

export interface SiteReadiness extends Scores {
  state: string;
  explained: Explained;
  households: number;
  ready_on: string | null;
  gates: Gate[];
  assets: AssetLine[];
  hazards: Hazard[];
  blockers: Reason[];
  override: Override | null;
  past_overrides: Override[];
}

export interface Uninspected {
  id: Id;
  code: string;
  name: string;
  name_en: string | null;
  kind: string;
  site: SiteName;
  organization: string;
  area: string;
  responsible: { id: Id; name: string } | null;
}
