/** From a code to what it labels. */
import { type Asset, type Label, Problem, Unreachable, get } from "../api";
import type { ParsedCode } from "../rules/labels";
import { outbox } from "../shell/queue";
import { by, one } from "../store/mirror";

export type Resolved =
  | { state: "attached"; asset: string; site: string; code: string | null }
  | { state: "blank" | "retired" | "lost" | "unknown" }
  /** Not on this phone, and no signal to ask. */
  | { state: "unreachable" }
  | { state: "failed"; reason: string };

interface Answer {
  label: Label;
  asset: Asset | null;
}

export async function resolveLabel(parsed: ParsedCode): Promise<Resolved> {
  return (await fromMirror(parsed)) ?? (await fromQueue(parsed)) ?? (await fromServer(parsed));
}

async function fromMirror({ code, short }: ParsedCode): Promise<Resolved | null> {
  const label = (await by(short ? "short_code" : "code", "label", code))[0];
  return label ? meaning(label, label.asset ? await one("asset", label.asset) : null) : null;
}

/** Bound on this phone, not uploaded yet. */
async function fromQueue({ code }: ParsedCode): Promise<Resolved | null> {
  for (const item of outbox.value) {
    if (item.type !== "label.attach" || item.payload.code !== code || item.state === "refused" || item.state === "settled") continue;
    const asset = await one("asset", item.payload.asset);
    if (asset) return { state: "attached", asset: asset.id, site: asset.site, code };
  }
  return null;
}

async function fromServer({ code }: ParsedCode): Promise<Resolved> {
  try {
    const { label, asset } = await get<Answer>(`/api/labels/${code}`);
    return meaning(label, asset) ?? { state: "unknown" };
  } catch (error) {
    if (error instanceof Unreachable) return { state: "unreachable" };
    if (error instanceof Problem && error.status === 404) return { state: "unknown" };
    if (error instanceof Problem && error.status === 401) return { state: "unreachable" };
    return { state: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

function meaning(label: Label, asset: Asset | null): Resolved | null {
  if (label.state !== "attached") return { state: label.state };
  return asset && { state: "attached", asset: asset.id, site: asset.site, code: label.code };
}
