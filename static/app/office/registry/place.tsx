/** Coordinates as they were obtained: two numbers and the system they are in. */
import { Select, TextField } from "../../ui/field";
import { inputId, numberOrNull, textOf } from "../form";
import type { Place } from "./types";
import { registry } from "./words";

export const placeOf = (row: { longitude: number | null; latitude: number | null } | null): Place => ({ longitude: textOf(row?.longitude), latitude: textOf(row?.latitude), system: "wgs84" });

/** The body's position: null when both numbers are empty. */
export function givenPosition(place: Place): { longitude: number | null; latitude: number | null; system: string } | null {
  if (!place.longitude.trim() && !place.latitude.trim()) return null;
  return { longitude: numberOrNull(place.longitude), latitude: numberOrNull(place.latitude), system: place.system };
}

interface PlaceFieldsProps {
  place: Place;
  onChange: (place: Place) => void;
  errorAt: (pointer: string) => string | undefined;
}

export function PlaceFields({ place, onChange, errorAt }: PlaceFieldsProps) {
  const w = registry();
  const system = (value: string): void => onChange({ ...place, system: value === "gcj02" ? "gcj02" : "wgs84" });
  return (
    <>
      <TextField optional label={w.latitude} id={inputId("/position/latitude")} value={place.latitude} inputMode="decimal" onInput={(text) => onChange(pasted(text, place) ?? { ...place, latitude: text })} error={errorAt("/position/latitude") ?? errorAt("/position")} />
      <TextField optional label={w.longitude} id={inputId("/position/longitude")} value={place.longitude} inputMode="decimal" onInput={(text) => onChange(pasted(text, place) ?? { ...place, longitude: text })} error={errorAt("/position/longitude")} />
      <Select label={w.system} value={place.system} options={(["wgs84", "gcj02"] as const).map((one) => ({ value: one, name: w.systems[one] }))} onChange={system} />
    </>
  );
}

/** "37.87, 112.55" pasted into either field fills both; the larger number is the longitude, as everywhere in China. */
function pasted(text: string, place: Place): Place | null {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  const [first, second] = [found?.[1], found?.[2]];
  if (!first || !second) return null;
  const [longitude, latitude] = Number(first) > Number(second) ? [first, second] : [second, first];
  return { ...place, longitude, latitude };
}
