/** Small pieces the registry's screens share. */
import { nameOf } from "../../i18n";
import { number } from "../../i18n/format";
import { registry } from "./words";

export const siteAddress = (id: string): string => `/app/sites/${id}`;
export const assetAddress = (id: string): string => `/app/registry/assets/${id}`;

export const squareMetres = (value: number | null): string => (value === null ? "—" : `${number(value, 0)} m²`);

export function NameAndCode({ row }: { row: { name: string; name_en?: string | null; code: string } }) {
  return (
    <span>
      {nameOf(row)}
      <span class="second" style="font-weight:400">{row.code}</span>
    </span>
  );
}

export function Position({ row }: { row: { longitude: number | null; latitude: number | null; position_source: string } }) {
  if (row.longitude === null || row.latitude === null) return <span class="muted">{registry().noPosition}</span>;
  return (
    <>
      <span class="code">{`${row.latitude.toFixed(6)}, ${row.longitude.toFixed(6)}`}</span>
      <span class="muted">WGS-84{row.position_source && ` · ${registry().positionSource(row.position_source)}`}</span>
    </>
  );
}
