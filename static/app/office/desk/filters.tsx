/** Which of the open complaints are shown; it lives in the address. The numbers are of all of them. */
import { me } from "../../shell/session";
import { nameOf } from "../../i18n";
import { number } from "../../i18n/format";
import { ChoiceBar } from "../../ui/choicebar";
import { TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { type Filters, useFilters } from "../filters";
import { type Entry, type Shown, chosen } from "./order";
import { desk } from "./words";

const SHOWS = ["all", "new", "mine", "overdue", "urgent"] as const;
const NAMES = ["show", "q", "station"] as const;
type DeskFilters = Filters<(typeof NAMES)[number]>;

export const useDeskFilters = (): DeskFilters => useFilters(NAMES);

export function shownOf({ values }: DeskFilters): Shown {
  return { show: SHOWS.find((show) => show === values.show) ?? "all", words: values.q, station: values.station };
}

interface Props {
  filters: DeskFilters;
  entries: readonly Entry[];
  now: number;
}

export function QueueFilters({ filters, entries, now }: Props) {
  const { set } = filters;
  const shown = shownOf(filters);
  const mine = me.value?.user.id ?? "";
  const count = (show: Shown["show"]): string => number(chosen(entries, { show, words: "", station: "" }, mine, now).length);
  const station = shown.station && entries.find(({ row }) => row.station?.id === shown.station)?.row.station;
  return (
    <div class="desk-filters no-print">
      <ChoiceBar label={desk().which} value={shown.show} onChange={(show) => set("show", show === "all" ? "" : show)} options={SHOWS.map((show) => ({ value: show, name: desk().withCount(desk().show[show], count(show)) }))} />
      <div class="grow" data-search onKeyDown={(event) => event.key === "Escape" && leaveSearch(() => set("q", ""))}>
        <TextField hideLabel label={desk().search} placeholder={desk().search} type="search" value={shown.words} onInput={(words) => set("q", words)} />
      </div>
      {station && (
        <button type="button" class="pickchip" aria-pressed="true" onClick={() => set("station", "")}>
          {nameOf(station)} <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** Back to the queue, where the keys work. */
function leaveSearch(clear: () => void): void {
  clear();
  document.querySelector<HTMLElement>(".virtual")?.focus();
}

