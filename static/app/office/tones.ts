/** Which shape and colour stands for which state, in one place. */
import type { Tone } from "../ui/status";

export const STATE_TONE: Record<string, Tone> = { ready: "ok", in_progress: "info", blocked: "danger", lapsed: "warn", not_started: "off" };
export const GATE_TONE: Record<string, Tone> = { passed: "ok", pending: "info", late: "warn", failed: "danger", not_needed: "off" };
export const HAZARD_TONE: Record<string, Tone> = { reported: "info", rectifying: "warn", rectified: "info", closed: "ok", dismissed: "off" };
export const COMPLAINT_TONE: Record<string, Tone> = { received: "danger", assessed: "danger", dispatched: "warn", handling: "info", paused: "off", resolved: "info", verified: "info", replied: "ok", closed: "ok" };
export const OUTCOME_TONE: Record<string, Tone> = { passed: "ok", failed: "danger" };
export const LABEL_TONE: Record<string, Tone> = { attached: "ok", blank: "off", retired: "off", lost: "warn" };
export const ASSET_TONE: Record<string, Tone> = { in_service: "ok", standby: "info", retired: "off" };

export const toneOf = (table: Record<string, Tone>, code: string): Tone => table[code] ?? "off";
