/** One hazard: what it is, the pictures that prove it, and the record it came from. */
import type { ChecklistVersion } from "../../api";
import type { Params } from "../../shell/router";
import { inLanguage, nameOf } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import type { Inspection } from "../inspections/types";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section, Timeline } from "../../ui/page";
import { Photos } from "../../ui/photos";
import { GradeChip } from "../../ui/grade";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areaTrail, organizationTrail } from "../lookups";
import { PrintButton } from "../print";
import { HAZARD_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { titleOf } from "./title";
import type { Hazard } from "./types";
import { hazards } from "./words";

export default function HazardScreen({ params }: { params: Params }) {
  const loading = useLoad<Hazard>(`/api/hazards/${params["id"]}`);
  useLive(["hazard"], loading.reload);
  return (
    <Frame live crumbs={[{ name: office().page.hazards, href: "/app/hazards" }, { name: loading.value?.number ?? "…" }]}>
      <Loaded whole of={loading}>{(hazard) => <HazardView hazard={hazard} />}</Loaded>
    </Frame>
  );
}

function HazardView({ hazard }: { hazard: Hazard }) {
  const w = hazards();
  return (
    <>
      <p class="print-only">{w.printTitle}</p>
      <PageHead
        title={titleOf(hazard)}
        sub={
          <>
            <span class="code">{hazard.number}</span> · <a href={`/app/readiness/sites/${hazard.site.id}`}>{nameOf(hazard.site)}</a>
            {hazard.asset && (
              <>
                {" › "}
                <a href={`/app/registry/assets/${hazard.asset.id}`}>{nameOf(hazard.asset)}</a>
              </>
            )}
          </>
        }
        status={
          <>
            <GradeChip of={hazard.grade}>{wordOf(office().grade, hazard.grade)}</GradeChip>
            <Chip status={toneOf(HAZARD_TONE, hazard.status)}>{wordOf(office().hazardStatus, hazard.status)}</Chip>
          </>
        }
        actions={<PrintButton />}
      />
      <Section title={w.photos}>{hazard.photos.length > 0 ? <Photos pictures={hazard.photos} about={titleOf(hazard)} /> : <p class="muted">{w.noPhotos}</p>}</Section>
      <Section title={w.description}>
        <p class={hazard.description ? "" : "muted"}>{hazard.description || w.noDescription}</p>
      </Section>
      <Section title={w.facts}>
        <Registered hazard={hazard} />
      </Section>
      <Section title={w.history}>
        <Timeline
          events={[
            { key: "happened", what: <b>{w.reportedBy(hazard.reporter.name)}</b>, at: dateTime(hazard.happened_at) },
            { key: "received", what: w.receivedHere, at: dateTime(hazard.received_at) },
          ]}
        />
      </Section>
    </>
  );
}

function Registered({ hazard }: { hazard: Hazard }) {
  const w = hazards();
  return (
    <Facts
      two
      rows={[
        [w.source, wordOf(w.sources, hazard.source)],
        hazard.inspection && [w.cause, <Cause key="cause" hazard={hazard} inspection={hazard.inspection} />],
        [w.responsible, hazard.responsible?.name ?? office().unknown],
        [w.reporter, hazard.reporter.name],
        [office().field.organization, organizationTrail(hazard.organization)],
        [office().field.area, areaTrail(hazard.area)],
        hazard.label && [w.label, <span key="label" class="code">{hazard.label}</span>],
        hazard.position && [w.position, `${hazard.position.latitude.toFixed(5)}, ${hazard.position.longitude.toFixed(5)}${hazard.position.accuracy_m === null ? "" : ` ± ${number(hazard.position.accuracy_m, 0)} m`}`],
      ]}
    />
  );
}

/** The failing item of the inspection that raised it, in the words of the checklist. */
function Cause({ hazard, inspection }: { hazard: Hazard; inspection: string }) {
  const record = useLoad<Inspection>(hazard.item ? `/api/inspections/${inspection}` : null);
  const version = useLoad<ChecklistVersion>(record.value ? `/api/checklists/${record.value.checklist_version}` : null);
  const item = version.value?.document.sections.flatMap((section) => section.items).find((one) => one.key === hazard.item);
  return (
    <>
      <a href={`/app/inspections/${inspection}`}>{hazards().seeInspection}</a>
      {item && <span class="muted">{inLanguage(item.title)}</span>}
    </>
  );
}
