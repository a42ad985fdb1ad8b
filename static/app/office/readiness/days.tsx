/** How many inspections came in on each of the last days: does the work go on? */
import { type Page, query } from "../../api";
import { date, isoDate, number } from "../../i18n/format";
import { Sparkline, Stat, Twin } from "../../ui/charts";
import { useLoad } from "../../ui/load";
import { DataTable } from "../../ui/table";
import { Changing } from "../changed";
import { useLive } from "../live";
import { office } from "../words";
import { readiness } from "./words";

interface DayCount {
  day: string;
  inspections: number;
  failed: number;
}

const DAYS = 30;
const DAY = 86_400_000;

export function InspectionDays({ asOf }: { asOf: string }) {
  const end = isoDate(new Date(Date.parse(asOf) + DAY));
  const start = isoDate(new Date(Date.parse(asOf) - (DAYS - 1) * DAY));
  const loading = useLoad<Page<DayCount>>(query("/api/inspection-days", { since: start, until: end }));
  useLive(["inspection", "asset_state"], loading.reload);
  const counts = filled(loading.value?.items ?? [], start);
  const all = counts.reduce((sum, one) => sum + one.inspections, 0);
  if (loading.value === null) return null;
  return (
    <Stat what={readiness().lastDays(number(DAYS))} value={<Changing value={all}>{number(all)}</Changing>} href={`/app/inspections?since=${start}`}>
      <Sparkline values={counts.map((one) => one.inspections)} label={readiness().lastDays(number(DAYS))} />
      <Twin>
        <DataTable
          caption={readiness().lastDays(number(DAYS))}
          rows={[...counts].reverse()}
          keyOf={(one) => one.day}
          columns={[
            { key: "day", title: office().field.date, cell: (one) => date(one.day) },
            { key: "inspections", title: office().page.inspections, end: true, cell: (one) => number(one.inspections) },
            { key: "failed", title: office().field.failed, end: true, cell: (one) => number(one.failed) },
          ]}
        />
      </Twin>
    </Stat>
  );
}

/** The server leaves out days without inspections; a chart must not. */
function filled(counts: readonly DayCount[], start: string): DayCount[] {
  const byDay = new Map(counts.map((one) => [one.day, one]));
  return Array.from({ length: DAYS }, (_, i) => {
    const day = new Date(Date.parse(start) + i * DAY).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, inspections: 0, failed: 0 };
  });
}
