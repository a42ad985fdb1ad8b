/** A site as the texts of a form, and back to the values of the API. */
import { type Described } from "../versioned";
import { demand, numberOrNull, textOf } from "../form";
import { areaTrail, kindName, organizationTrail } from "../lookups";
import { office } from "../words";
import { givenPosition, placeOf } from "./place";
import type { Person, Site } from "./types";
import { registry } from "./words";

export function siteValues(site: Site | null) {
  return {
    name: site?.name ?? "",
    name_en: site?.name_en ?? "",
    code: site?.code ?? "",
    kind: site?.kind ?? "",
    organization: site?.organization ?? "",
    area: site?.area ?? "",
    address: site?.address ?? "",
    heated_area_m2: textOf(site?.heated_area_m2),
    households: textOf(site?.households),
    responsible: (site?.responsible ?? null) as Person | null,
    safety_owner: (site?.safety_owner ?? null) as Person | null,
    position: placeOf(site),
  };
}

export type SiteValues = ReturnType<typeof siteValues>;

export function siteBody({ position, heated_area_m2: heated, households, responsible, safety_owner: owner, ...same }: Partial<SiteValues>): Record<string, unknown> {
  return {
    ...same,
    ...(heated !== undefined && { heated_area_m2: numberOrNull(heated) }),
    ...(households !== undefined && { households: numberOrNull(households) }),
    ...(responsible !== undefined && { responsible_id: responsible?.id ?? "" }),
    ...(owner !== undefined && { safety_owner_id: owner?.id ?? "" }),
    ...(position !== undefined && { position: givenPosition(position) }),
  };
}

export function demandSite(values: SiteValues): void {
  const f = office().field;
  demand([
    ["/name", f.name, values.name],
    ["/kind", f.kind, values.kind],
    ["/organization", f.organization, values.organization],
    ["/area", f.area, values.area],
    ["/responsible_id", f.responsible, values.responsible],
    ["/safety_owner_id", f.safetyOwner, values.safety_owner],
  ]);
}

export function describedSite(): Described<SiteValues>[] {
  const f = office().field;
  return [
    { title: f.name, show: (v) => v.name },
    { title: f.nameEn, show: (v) => v.name_en },
    { title: f.code, show: (v) => v.code },
    { title: f.kind, show: (v) => v.kind && kindName(v.kind) },
    { title: f.organization, show: (v) => v.organization && organizationTrail(v.organization) },
    { title: f.area, show: (v) => v.area && areaTrail(v.area) },
    { title: f.address, show: (v) => v.address },
    { title: registry().heatedArea, show: (v) => v.heated_area_m2 },
    { title: registry().households, show: (v) => v.households },
    { title: f.responsible, show: (v) => v.responsible?.name ?? "" },
    { title: f.safetyOwner, show: (v) => v.safety_owner?.name ?? "" },
    { title: registry().position, show: (v) => `${v.position.latitude}, ${v.position.longitude}` },
  ];
}
