/** Finding a device or site by name or code among what lies on this phone. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Asset, Site } from "../api";
import { nameOf } from "../i18n";
import { today } from "../i18n/today";
import { all } from "../store/mirror";
import { TextField } from "../ui/field";
import { Blank } from "../ui/notice";
import { useMirror } from "./knowledge";

const MOST = 30;

export interface Place {
  kind: "asset" | "site";
  id: string;
  name: string;
  code: string;
  /** The site, for an asset. */
  within: string | null;
  site: string;
  /** Its names with their pinyin and its initials, as the server knows them. */
  search?: string | undefined;
}

interface PlaceSearchProps {
  label: string;
  /** What choosing does; null opens the page of what was chosen. */
  onChoose: ((place: Place) => void) | null;
  onlyAssets?: boolean;
  /** Shown while nothing is typed. */
  children?: ComponentChildren;
}

export function PlaceSearch({ label, onChoose, onlyAssets = false, children }: PlaceSearchProps) {
  const [text, setText] = useState("");
  const places = useMirror(readPlaces);
  const wanted = text.trim().toLowerCase();
  const found = wanted && places ? places.filter((place) => (!onlyAssets || place.kind === "asset") && fits(place, wanted)) : [];
  return (
    <>
      <TextField label={label} type="search" inputMode="search" value={text} onInput={setText} />
      {!wanted && children}
      {wanted && found.length === 0 && <Blank title={today().noMatch}>{today().noMatchText}</Blank>}
      {wanted && (
        <ul class="list places">
          {found.slice(0, MOST).map((place) => (
            <li key={place.id}>{onChoose ? <button type="button" class="place" onClick={() => onChoose(place)}><PlaceName place={place} /></button> : <a class="place" href={pageOf(place)}><PlaceName place={place} /></a>}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function PlaceName({ place }: { place: Place }) {
  return (
    <>
      <b>{place.name}</b>
      <span class="muted">{place.within ?? today().site} · {place.code}</span>
    </>
  );
}

function pageOf(place: Place): string {
  return place.kind === "asset" ? `/app/assets/${place.id}` : `/app/places/${place.id}`;
}

async function readPlaces(): Promise<Place[]> {
  const [sites, assets] = await Promise.all([all("site"), all("asset")]);
  const names = new Map(sites.map((site) => [site.id, nameOf(site)]));
  return [...sites.map(siteAsPlace), ...assets.map((asset) => assetAsPlace(asset, names.get(asset.site) ?? ""))];
}

export function assetAsPlace(asset: Asset, within: string): Place {
  return { kind: "asset", id: asset.id, name: nameOf(asset), code: asset.code, within, site: asset.site, search: asset.search };
}

export function siteAsPlace(site: Site): Place {
  return { kind: "site", id: site.id, name: nameOf(site), code: site.code, within: null, site: site.id, search: site.search };
}

/** Every word typed occurs in the name, the code, the site's name, or in pinyin or its initials. */
export function fits(place: Place, wanted: string): boolean {
  const text = `${place.name} ${place.code} ${place.within ?? ""} ${place.search ?? ""}`.toLowerCase();
  return wanted.split(/\s+/).every((word) => text.includes(word));
}
