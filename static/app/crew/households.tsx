/** Choosing a home in a building. The list is fetched once and stays on the phone with the offline package. */
import { useEffect, useState } from "preact/hooks";
import { type Household, type Page, get, query } from "../api";
import { crew } from "../i18n/crew";
import { by, keepRows } from "../store/mirror";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Blank } from "../ui/notice";

const MOST = 60;

interface HouseholdChoiceProps {
  building: string;
  onClose: () => void;
  onChoose: (household: Household, name: string) => void;
}

export function HouseholdChoice({ building, onClose, onChoose }: HouseholdChoiceProps) {
  const w = crew().household;
  const [text, setText] = useState("");
  const [households, setHouseholds] = useState<Household[] | null>(null);
  useEffect(() => {
    void householdsOf(building).then(setHouseholds);
  }, [building]);
  const wanted = text.replace(/\s/g, "");
  const found = (households ?? []).filter((household) => `${household.unit}-${household.room}`.includes(wanted) || household.room.includes(wanted));
  return (
    <Dialog title={w.title} onClose={onClose}>
      <TextField label={w.find} type="search" inputMode="search" value={text} onInput={setText} />
      {households?.length === 0 && <Blank title={w.offline} icon="signal" />}
      {households && households.length > 0 && found.length === 0 && <Blank title={w.none} />}
      <ul class="list places">
        {found.slice(0, MOST).map((household) => {
          const name = w.unit(household.unit, household.room);
          return (
            <li key={household.id}>
              <button type="button" class="place" onClick={() => onChoose(household, name)}><b>{name}</b></button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

async function householdsOf(building: string): Promise<Household[]> {
  const kept = await by("building", "household", building);
  if (kept.length > 0) return kept;
  try {
    const rows = await allPages(building);
    await keepRows("household", rows);
    return rows;
  } catch {
    return [];
  }
}

async function allPages(building: string): Promise<Household[]> {
  const rows: Household[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Household> = await get<Page<Household>>(query(`/api/assets/${building}/households`, { limit: 500, cursor }));
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return rows;
}
