/** Where it is, as people say it: estate, building, unit and room in one line. */
import { get, query } from "../../api";
import { nameOf } from "../../i18n";
import { Combobox, type Found } from "../../ui/combobox";
import { TextField } from "../../ui/field";
import { inputId } from "../form";
import type { Intake } from "./intake_form";
import { intakeWords } from "./intake_words";
import type { Named } from "./types";

/** One building that may be meant; `unit` and `room` are as they were said. */
export interface Match {
  building: string;
  name: string;
  name_en: string;
  address: string;
  unit: string;
  room: string;
  station: Named | null;
}

interface FoundPlace extends Found {
  place: Partial<Intake>;
}

const AS_SAID = "as said";

interface AddressFieldProps {
  intake: Intake;
  onChange: (changes: Partial<Intake>) => void;
  error: string | undefined;
}

export function AddressField({ intake, onChange, error }: AddressFieldProps) {
  const w = intakeWords();
  const value = intake.building ? { id: intake.building.id, name: nameOf(intake.building) } : intake.address ? { id: AS_SAID, name: intake.address } : null;
  return (
    <div class="address-line">
      <Combobox
        tabTakes
        label={w.where}
        hint={w.whereHint}
        id={inputId("/address")}
        value={value}
        search={findPlaces}
        onChoose={(found) => onChange(found ? (found as FoundPlace).place : { building: null, station: null, address: "" })}
        error={error}
      />
      <TextField label={w.unit} value={intake.unit} onInput={(unit) => onChange({ unit })} maxLength={40} />
      <TextField label={w.room} value={intake.room} onInput={(room) => onChange({ room })} maxLength={40} />
      {intake.building && <p class="muted wide">{intake.station ? w.supplied(nameOf(intake.station)) : w.unsupplied}</p>}
    </div>
  );
}

/** The last line keeps what was said, for places that nobody has registered. */
async function findPlaces(text: string, signal: AbortSignal): Promise<FoundPlace[]> {
  if (!text.trim()) return [];
  const answer = await get<{ items: Match[]; unit: string; room: string }>(query("/api/addresses", { q: text, limit: 6 }), signal);
  const asSaid = { id: AS_SAID, name: intakeWords().asSaid(text), more: intakeWords().asSaidMore, place: { building: null, station: null, address: text } };
  return [...answer.items.map(foundPlace), asSaid];
}

function foundPlace(match: Match): FoundPlace {
  const place = { building: { id: match.building, name: match.name, name_en: match.name_en }, station: match.station, address: "", unit: match.unit, room: match.room };
  const more = [match.unit, match.room].filter(Boolean).join("-");
  return { id: match.building, name: [nameOf(match), more].filter(Boolean).join(" "), more: [match.address, match.station && nameOf(match.station)].filter(Boolean).join(" · "), place };
}
