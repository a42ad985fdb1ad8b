/** The gates of a site, in their order. */
export const GATES = ["inspected", "hazards_planned", "filled", "cold_run", "hot_run", "at_temperature"] as const;
