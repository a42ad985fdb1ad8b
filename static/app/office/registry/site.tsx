/** The record of a site, and the assets that stand there. */
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { nameOf } from "../../i18n";
import { dateTime, number } from "../../i18n/format";
import { ButtonLink } from "../../ui/button";
import { useList, useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { Facts, PageHead, Section } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, ListTable } from "../../ui/table";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areaTrail, kindName, organizationTrail } from "../lookups";
import { SiteAliases } from "../network/site_aliases";
import { ASSET_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { NameAndCode, Position, assetAddress, squareMetres } from "./parts";
import type { Asset, Site } from "./types";
import { registry } from "./words";

export default function SiteScreen({ params }: { params: Params }) {
  const loading = useLoad<Site>(`/api/sites/${params["id"]}`);
  useLive(["site"], loading.reload);
  return (
    <Frame crumbs={[{ name: office().page.registry, href: "/app/registry" }, { name: loading.value ? nameOf(loading.value) : "…" }]}>
      <Loaded whole of={loading}>{(site) => <SiteView site={site} />}</Loaded>
    </Frame>
  );
}

function SiteView({ site }: { site: Site }) {
  return (
    <>
      <PageHead
        title={nameOf(site)}
        sub={`${site.code} · ${kindName(site.kind)}`}
        actions={
          <>
            {may("readiness.read") && <ButtonLink icon="gauge" href={`/app/readiness/sites/${site.id}`}>{registry().readiness}</ButtonLink>}
            {may("registry.write") && <ButtonLink icon="pencil" href={`/app/sites/${site.id}/edit`}>{registry().editSite}</ButtonLink>}
          </>
        }
      />
      <Section title={registry().facts}>
        <SiteFacts site={site} />
      </Section>
      <SiteAliases site={site} />
      <Section title={registry().assetsHere} aside={may("registry.write") && <a href={`/app/sites/${site.id}/assets/new`}>{registry().newAsset}</a>}>
        <AssetsHere site={site} />
      </Section>
    </>
  );
}

function SiteFacts({ site }: { site: Site }) {
  const f = office().field;
  return (
    <Facts
      two
      rows={[
        [f.organization, organizationTrail(site.organization)],
        [f.area, areaTrail(site.area)],
        [f.responsible, site.responsible?.name ?? office().unknown],
        [f.safetyOwner, site.safety_owner?.name ?? office().unknown],
        [registry().heatedArea, squareMetres(site.heated_area_m2)],
        [registry().households, site.households === null ? "—" : number(site.households)],
        [f.address, site.address || "—"],
        [registry().position, <Position key="position" row={site} />],
        [registry().updated, dateTime(site.updated_at)],
      ]}
    />
  );
}

function AssetsHere({ site }: { site: Site }) {
  const list = useList<Asset>("/api/assets", { site: site.id }, (row) => row.id);
  useLive(["asset"], list.reload);
  const f = office().field;
  const columns: Column<Asset>[] = [
    { key: "name", title: f.name, cell: (row) => <NameAndCode row={row} />, by: (row) => row.name },
    { key: "kind", title: f.kind, cell: (row) => kindName(row.kind), by: (row) => kindName(row.kind) },
    { key: "status", title: registry().status, cell: (row) => <Status status={toneOf(ASSET_TONE, row.status)}>{wordOf(office().assetStatus, row.status)}</Status>, by: (row) => row.status },
    { key: "responsible", title: f.responsible, cell: (row) => row.responsible?.name ?? "—", by: (row) => row.responsible?.name ?? null },
  ];
  const add = may("registry.write") && <ButtonLink kind="primary" icon="plus" href={`/app/sites/${site.id}/assets/new`}>{registry().newAsset}</ButtonLink>;
  return <ListTable list={list} caption={registry().assetsHere} columns={columns} keyOf={(row) => row.id} href={(row) => assetAddress(row.id)} empty={<Blank icon="building" title={registry().noAssets} actions={add}>{registry().noAssetsText}</Blank>} />;
}
