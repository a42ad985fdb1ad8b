/** An asset as the texts of a form, and back to the values of the API. */
import type { Described } from "../versioned";
import { demand, numberOrNull, textOf } from "../form";
import { areaTrail, kindName, kindOf, organizationTrail } from "../lookups";
import { office, wordOf } from "../words";
import { fieldTexts, fieldValues } from "./kind_fields";
import { limitTexts, limitValues } from "./limits";
import { givenPosition, placeOf } from "./place";
import type { Asset, Person } from "./types";
import { registry } from "./words";

export function assetValues(asset: Asset | null) {
  return {
    name: asset?.name ?? "",
    name_en: asset?.name_en ?? "",
    code: asset?.code ?? "",
    kind: asset?.kind ?? "",
    status: (asset?.status ?? "in_service") as string,
    organization: asset?.organization ?? "",
    area: asset?.area ?? "",
    address: asset?.address ?? "",
    parent: asset?.parent ?? "",
    heated_area_m2: textOf(asset?.heated_area_m2),
    households: textOf(asset?.households),
    in_service_on: asset?.in_service_on ?? "",
    responsible: (asset?.responsible ?? null) as Person | null,
    safety_owner: (asset?.safety_owner ?? null) as Person | null,
    position: placeOf(asset),
    fields: fieldTexts(asset?.fields ?? {}),
    limits: limitTexts(asset?.limits ?? {}),
  };
}

export type AssetValues = ReturnType<typeof assetValues>;

/** The kind chosen now decides which fields there are. */
export function assetBody(changes: Partial<AssetValues>, all: AssetValues): Record<string, unknown> {
  const { position, heated_area_m2: heated, households, responsible, safety_owner: owner, parent, in_service_on: since, fields, limits, ...same } = changes;
  return {
    ...same,
    ...(heated !== undefined && { heated_area_m2: numberOrNull(heated) }),
    ...(households !== undefined && { households: numberOrNull(households) }),
    ...(responsible && { responsible_id: responsible.id }),
    ...(owner && { safety_owner_id: owner.id }),
    ...(parent !== undefined && { parent: parent || null }),
    ...(since !== undefined && { in_service_on: since || null }),
    ...(position !== undefined && { position: givenPosition(position) }),
    ...((fields !== undefined || changes.kind !== undefined) && { fields: fieldValues(kindOf(all.kind), all.fields) }),
    ...(limits !== undefined && { limits: limitValues(limits) }),
  };
}

export function demandAsset(values: AssetValues): void {
  demand([
    ["/kind", office().field.kind, values.kind],
    ["/name", office().field.name, values.name],
  ]);
}

export function describedAsset(): Described<AssetValues>[] {
  const f = office().field;
  const w = registry();
  return [
    { title: f.name, show: (v) => v.name },
    { title: f.nameEn, show: (v) => v.name_en },
    { title: f.code, show: (v) => v.code },
    { title: f.kind, show: (v) => v.kind && kindName(v.kind) },
    { title: w.status, show: (v) => wordOf(office().assetStatus, v.status) },
    { title: f.organization, show: (v) => v.organization && organizationTrail(v.organization) },
    { title: f.area, show: (v) => v.area && areaTrail(v.area) },
    { title: f.address, show: (v) => v.address },
    { title: w.heatedArea, show: (v) => v.heated_area_m2 },
    { title: w.households, show: (v) => v.households },
    { title: w.inService, show: (v) => v.in_service_on },
    { title: f.responsible, show: (v) => v.responsible?.name ?? "" },
    { title: f.safetyOwner, show: (v) => v.safety_owner?.name ?? "" },
    { title: w.position, show: (v) => `${v.position.latitude}, ${v.position.longitude}` },
    { title: w.fields, show: (v) => Object.values(v.fields).filter(Boolean).join(" · ") },
    { title: w.limits, show: (v) => Object.values(v.limits).map((limit) => `${limit.low}–${limit.high}`).join(" · ") },
  ];
}
