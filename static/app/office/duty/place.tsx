/** Organization and area of a post, in words. */
import { areaName, organizationTrail } from "../lookups";
import type { Place } from "./types";

export const placeName = (place: Place): string => (place.area ? `${organizationTrail(place.organization)} · ${areaName(place.area)}` : organizationTrail(place.organization));

/** A telephone number that dials. */
export function Phone({ of }: { of: { name: string; phone: string } }) {
  if (!of.phone) return <span class="muted">—</span>;
  return <a class="nowrap" href={`tel:${of.phone.replace(/[^\d+]/g, "")}`}>{of.phone}</a>;
}
