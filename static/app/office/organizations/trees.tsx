/** The two trees everything is scoped by: who is responsible, and where. */
import { useEffect, useState } from "preact/hooks";
import { type Params, search } from "../../shell/router";
import { Blank } from "../../ui/notice";
import { PageHead, Tabs } from "../../ui/page";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { useLive } from "../live";
import { type Area, type Organization, areas, organizations as organizationRows, rereadLookups } from "../lookups";
import { office } from "../words";
import { AreaForm } from "./area_form";
import { OrganizationForm } from "./organization_form";
import { Tree } from "./tree";
import { organizations } from "./words";

type Asked<Row> = { under: Row } | { edit: Row } | null;

export default function TreesScreen(_: { params: Params }) {
  const { set } = useFilters(["tree"] as const);
  const current = search.value.get("tree") === "areas" ? "areas" : "organizations";
  useEffect(() => void rereadLookups(), []);
  useLive(["organization", "area"], () => void rereadLookups());
  const w = organizations();
  return (
    <Frame crumbs={[{ name: office().page.organizations }]}>
      <PageHead title={w.title} />
      <Tabs
        label={w.title}
        current={current}
        onChoose={(key) => set("tree", key === "areas" ? key : "")}
        tabs={[
          { key: "organizations", name: w.organizations },
          { key: "areas", name: w.areas },
        ]}
      />
      <div role="tabpanel" aria-labelledby={`tab-${current}`} style="padding-top:16px">
        {current === "organizations" ? <Organizations /> : <Areas />}
      </div>
    </Frame>
  );
}

function Organizations() {
  const [asked, setAsked] = useState<Asked<Organization>>(null);
  const rows = organizationRows.value;
  if (rows.length === 0) return <Blank icon="tree" title={organizations().none} />;
  return (
    <>
      <Tree rows={rows} remark={(row) => [office().organizationKind[row.kind as "city"] ?? row.kind, row.phone].filter(Boolean).join(" · ")} onAdd={(under) => setAsked({ under })} onEdit={(edit) => setAsked({ edit })} hrefOf={(row) => `/app/people?organization=${encodeURIComponent(row.path)}`} />
      {asked && <OrganizationForm asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Areas() {
  const [under, setUnder] = useState<Area | null>(null);
  const rows = areas.value;
  if (rows.length === 0) return <Blank icon="tree" title={organizations().noAreas} />;
  return (
    <>
      <Tree rows={rows} remark={(row) => office().areaLevel[row.level as "city"] ?? row.level} onAdd={setUnder} hrefOf={(row) => `/app/registry?area=${encodeURIComponent(row.path)}`} />
      {under && <AreaForm under={under} onClose={() => setUnder(null)} />}
    </>
  );
}
