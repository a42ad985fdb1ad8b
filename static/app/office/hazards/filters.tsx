/** The filters of the hazard list; they live in the address, so that a link shows the same list. */
import { me } from "../../shell/session";
import { ChoiceBar } from "../../ui/choicebar";
import { FilterBar } from "../../ui/filterbar";
import { Select, TextField } from "../../ui/field";
import { ui } from "../../ui/words";
import { CodeField } from "../codes/code_field";
import { type Filters, useFilters } from "../filters";
import { areas, organizations, treeOptions } from "../lookups";
import { PickPerson, PickSite } from "../pickers";
import { SearchField } from "../search_field";
import { office, wordOf } from "../words";
import { GRADES } from "./grades";
import { hazards } from "./words";


const STATUSES = ["reported", "rectifying", "rectified", "closed", "dismissed"] as const;
const TABS = ["mine", "unit", "overdue", "open", "all"] as const;
const NAMES = ["show", "q", "grade", "status", "organization", "area", "site", "responsible", "weak_link", "supervised", "plan_missing", "code", "since", "until", "sort"] as const;
type Name = (typeof NAMES)[number];
type HazardFilter = Filters<Name>;

export const useHazardFilters = (): HazardFilter => {
  const filters = useFilters(NAMES);
  return { ...filters, active: filters.active - (filters.values.show ? 1 : 0) - (filters.values.grade ? 1 : 0) };
};

/** The tabs in the API's words; the day filters become moments of the city's day. */
export function askedOf({ show, since, until, sort, ...values }: Record<Name, string>): Record<string, string | undefined> {
  const tab = show || "open";
  const moments = { since: since && `${since}T00:00:00+08:00`, until: until && `${until}T23:59:59+08:00` };
  const open = values.status || tab === "all" ? {} : { open: "true" };
  const whose: Record<string, string> = { mine: "mine", overdue: "overdue" };
  const unit = tab === "unit" ? { unit: me.value?.organization.path ?? "" } : {};
  return { ...values, ...moments, ...open, ...unit, ...(whose[tab] ? { [whose[tab]]: "true" } : {}), sort: sort || "due" };
}

export function HazardFilters({ filters: { values, set, active, clear } }: { filters: HazardFilter }) {
  const w = hazards();
  const field = office().field;
  return (
    <>
      <div class="row spread filter-tabs no-print">
        <ChoiceBar label={w.which} value={values.show || "open"} onChange={(key) => set("show", key === "open" ? "" : key)} options={TABS.map((key) => ({ value: key, name: w.tabs[key] }))} />
        <GradeChips value={values.grade} onChange={(value) => set("grade", value)} />
      </div>
      <FilterBar search={<SearchField label={w.search} value={values.q} onChange={(value) => set("q", value)} />} active={active} onClear={clear}>
        <Select label={w.status} value={values.status} blank={ui().all} options={STATUSES.map((value) => ({ value, name: wordOf(office().hazardStatus, value) }))} onChange={(value) => set("status", value)} />
        <Select label={field.organization} value={values.organization} blank={ui().all} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} />
        <PickSite id={values.site} onChoose={(id) => set("site", id)} />
        <Select label={w.sort} value={values.sort || "due"} options={(["due", "newest"] as const).map((value) => ({ value, name: w.sorts[value] }))} onChange={(value) => set("sort", value === "due" ? "" : value)} />
        <More filters={{ values, set }} />
      </FilterBar>
    </>
  );
}

/** Filters that are needed now and then. */
function More({ filters: { values, set } }: { filters: Pick<HazardFilter, "values" | "set"> }) {
  const w = hazards();
  const used = (["area", "responsible", "weak_link", "supervised", "plan_missing", "code", "since", "until"] as const).some((name) => values[name]);
  const yes = (name: string) => [{ value: "true", name }];
  return (
    <details class="more-filters" open={used || undefined}>
      <summary>{ui().moreFilters}</summary>
      <div class="filters open">
        <Select label={office().field.area} value={values.area} blank={ui().all} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} />
        <PickPerson label={w.responsible} id={values.responsible} onChoose={(id) => set("responsible", id)} />
        <Select label={w.weak} value={values.weak_link} blank={ui().all} options={[...yes(w.weakOnly), { value: "false", name: w.notWeak }]} onChange={(value) => set("weak_link", value)} />
        <Select label={w.supervision} value={values.supervised} blank={ui().all} options={yes(w.supervisedOnly)} onChange={(value) => set("supervised", value)} />
        <Select label={w.planMissing} value={values.plan_missing} blank={ui().all} options={yes(w.planMissingOnly)} onChange={(value) => set("plan_missing", value)} />
        <CodeField label={w.code} value={values.code} onChange={(value) => set("code", value)} error={undefined} />
        <TextField type="date" label={w.since} value={values.since} onInput={(value) => set("since", value)} />
        <TextField type="date" label={w.until} value={values.until} onInput={(value) => set("until", value)} />
      </div>
    </details>
  );
}

function GradeChips({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div class="chips" role="group" aria-label={hazards().grade}>
      {GRADES.map((grade) => (
        <button key={grade} type="button" class="pickchip" aria-pressed={value === grade} onClick={() => onChange(value === grade ? "" : grade)}>
          {wordOf(office().grade, grade)}
        </button>
      ))}
    </div>
  );
}
