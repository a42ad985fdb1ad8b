/** One asset: its record, labels, inspections and hazards; retiring it asks first. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage, nameOf } from "../../i18n";
import { date, dateTime, number } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section } from "../../ui/page";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { useLive } from "../live";
import { areaTrail, kindName, kindOf, organizationTrail, siteNameOf } from "../lookups";
import { BuildingSupplySection } from "../network/building_supply";
import { SUPPLYING } from "../network/types";
import { network } from "../network/words";
import { ASSET_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { AssetLabels } from "./asset_labels";
import { AssetHazards, AssetHouseholds, AssetInspections } from "./asset_records";
import { fieldWords } from "./kind_fields";
import { LimitFacts } from "./limits";
import { Position, siteAddress, squareMetres } from "./parts";
import type { Asset } from "./types";
import { registry } from "./words";

export default function AssetScreen({ params }: { params: Params }) {
  const loading = useLoad<Asset>(`/api/assets/${params["id"]}`);
  useLive(["asset", "label"], loading.reload);
  const asset = loading.value;
  const crumbs = [{ name: office().page.registry, href: "/app/registry" }, { name: asset ? siteNameOf(asset) : "…", href: siteAddress(asset?.site ?? "") }, { name: asset ? nameOf(asset) : "…" }];
  return (
    <Frame crumbs={crumbs}>
      <Loaded whole of={loading}>{(shown) => <AssetView asset={shown} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function AssetView({ asset, onChanged }: { asset: Asset; onChanged: () => void }) {
  return (
    <>
      <PageHead
        title={nameOf(asset)}
        sub={
          <>
            {asset.code} · {kindName(asset.kind)} · <a href={siteAddress(asset.site)}>{siteNameOf(asset)}</a>
          </>
        }
        status={<Chip status={toneOf(ASSET_TONE, asset.status)}>{wordOf(office().assetStatus, asset.status)}</Chip>}
        actions={asset.status !== "retired" && may("registry.write") && <Actions asset={asset} onChanged={onChanged} />}
      />
      <div class="columns two">
        <Section title={registry().facts}>
          <AssetFacts asset={asset} />
        </Section>
        <Section title={registry().fields}>
          <KindFacts asset={asset} />
        </Section>
      </div>
      {Object.keys(asset.limits).length > 0 && (
        <Section title={registry().limits}>
          <LimitFacts kind={asset.kind} limits={asset.limits} />
        </Section>
      )}
      {asset.kind === "building" && asset.status !== "retired" && <BuildingSupplySection building={asset.id} />}
      {SUPPLYING.includes(asset.kind) && (
        <Section title={network().suppliedBuildings}>
          <p><a href={`/app/registry/supplies?station=${asset.id}`}>{network().seeSupplied}</a></p>
        </Section>
      )}
      <Section title={registry().labels}>
        <AssetLabels asset={asset} />
      </Section>
      <Section title={registry().inspections}>
        <AssetInspections asset={asset.id} />
      </Section>
      <Section title={registry().hazards}>
        <AssetHazards asset={asset.id} />
      </Section>
      {asset.kind === "building" && (
        <Section title={registry().householdsHere}>
          <AssetHouseholds asset={asset.id} />
        </Section>
      )}
    </>
  );
}

function Actions({ asset, onChanged }: { asset: Asset; onChanged: () => void }) {
  const [retiring, setRetiring] = useState(false);
  const retire = async (reason: string): Promise<void> => {
    await post(`/api/assets/${asset.id}/retirement`, { reason, version: asset.version });
    onChanged();
  };
  return (
    <>
      <ButtonLink icon="pencil" href={`/app/registry/assets/${asset.id}/edit`}>{registry().editAsset}</ButtonLink>
      <Button kind="danger" onClick={() => setRetiring(true)}>{registry().retire}</Button>
      {retiring && (
        <Confirm reason title={registry().retireTitle} action={registry().retire} onConfirm={retire} onClose={() => setRetiring(false)}>
          <p><b>{nameOf(asset)}</b></p>
          <p>{registry().retireText}</p>
        </Confirm>
      )}
    </>
  );
}

function AssetFacts({ asset }: { asset: Asset }) {
  const f = office().field;
  return (
    <Facts
      rows={[
        [f.organization, organizationTrail(asset.organization)],
        [f.area, areaTrail(asset.area)],
        [f.responsible, asset.responsible?.name ?? office().unknown],
        [f.safetyOwner, asset.safety_owner?.name ?? office().unknown],
        asset.in_service_on && [registry().inService, date(asset.in_service_on)],
        asset.heated_area_m2 !== null && [registry().heatedArea, squareMetres(asset.heated_area_m2)],
        asset.households !== null && [registry().households, number(asset.households)],
        asset.address && [f.address, asset.address],
        [registry().position, <Position key="position" row={asset} />],
        asset.source && [registry().source, `${asset.source} ${asset.source_id}`],
        [registry().updated, dateTime(asset.updated_at)],
      ]}
    />
  );
}

function KindFacts({ asset }: { asset: Asset }) {
  const fields = kindOf(asset.kind)?.fields ?? [];
  if (fields.length === 0) return <p class="muted">{registry().noFields}</p>;
  return <Facts rows={fields.map((field) => [inLanguage(field.name), fieldWords(field, asset.fields[field.key])] as const)} />;
}
