/** A heat station or a heat source, by name, code or pinyin. */
import { type Page, get, query } from "../../api";
import { nameOf } from "../../i18n";
import { Combobox, type Found } from "../../ui/combobox";
import type { FieldProps } from "../../ui/field";
import { kindName } from "../lookups";
import { type Place, SUPPLYING } from "./types";

const MOST = 12;

interface PickStationProps extends FieldProps {
  value: Found | null;
  onChoose: (found: Found | null) => void;
}

export function PickStation(props: PickStationProps) {
  return <Combobox {...props} search={findStations} />;
}

async function findStations(text: string, signal: AbortSignal): Promise<Found[]> {
  const pages = await Promise.all(SUPPLYING.map((kind) => get<Page<Place & { status: string }>>(query("/api/assets", { q: text, kind, limit: MOST }), signal)));
  const found = pages.flatMap((page, i) => page.items.filter(({ status }) => status !== "retired").map((row) => ({ ...foundOf(row), more: `${row.code} · ${kindName(SUPPLYING[i] ?? "")}` })));
  return found.slice(0, MOST);
}

export const foundOf = (place: Place): Found => ({ id: place.id, name: nameOf(place) });
