/** Create an asset at a site, or change one. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { newId } from "../../store/ids";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { nameOf } from "../../i18n";
import { ConflictDialog } from "../conflict";
import { useForm } from "../form";
import { Frame } from "../frame";
import { siteNameOf } from "../lookups";
import { office } from "../words";
import { useVersioned } from "../versioned";
import { AssetFields } from "./asset_fields";
import { assetBody, assetValues, demandAsset, describedAsset } from "./asset_values";
import { FormSheet } from "./form_sheet";
import { assetAddress, siteAddress } from "./parts";
import type { Asset, Site } from "./types";
import { registry } from "./words";

const open = (asset: Asset): void => navigate(assetAddress(asset.id), { replace: true });

/** "/app/sites/:site/assets/new" or "/app/registry/assets/:id/edit". */
export default function AssetFormScreen({ params }: { params: Params }) {
  const { id, site: siteId } = params;
  const asset = useLoad<Asset>(id ? `/api/assets/${id}` : null);
  const site = useLoad<Site>(siteId ? `/api/sites/${siteId}` : null);
  const title = id ? registry().editAsset : registry().newAsset;
  const place = (asset.value && siteNameOf(asset.value)) ?? (site.value && nameOf(site.value)) ?? "…";
  const placeId = asset.value?.site ?? siteId ?? "";
  return (
    <Frame crumbs={[{ name: office().page.registry, href: "/app/registry" }, { name: place, href: siteAddress(placeId) }, { name: title }]}>
      <PageHead title={title} sub={place} />
      {id ? <Loaded of={asset}>{(one) => <EditAsset key={one.id} asset={one} />}</Loaded> : <Loaded of={site}>{(one) => <NewAsset site={one} />}</Loaded>}
    </Frame>
  );
}

function NewAsset({ site }: { site: Site }) {
  const [id] = useState(newId);
  const form = useForm(assetValues(null));
  const create = async (): Promise<void> => {
    demandAsset(form.values);
    const body = Object.entries(assetBody(form.values, form.values)).filter(([name, value]) => name === "name" || (value !== "" && value !== null));
    open(await post<Asset>("/api/assets", { id, site: site.id, ...Object.fromEntries(body) }));
  };
  return (
    <FormSheet form={form} action={registry().create} back={siteAddress(site.id)} onSubmit={() => void form.submit(create)}>
      <AssetFields form={form} isNew site={site.id} />
    </FormSheet>
  );
}

function EditAsset({ asset }: { asset: Asset }) {
  const editing = useVersioned({ path: "/api/assets", record: asset, valuesOf: assetValues, bodyOf: assetBody, check: demandAsset, onSaved: open });
  return (
    <FormSheet form={editing.form} action={office().save} back={assetAddress(asset.id)} onSubmit={() => void editing.save()}>
      <AssetFields form={editing.form} isNew={false} site={asset.site} />
      {editing.theirs && <ConflictDialog differences={editing.differences(describedAsset())} busy={editing.form.busy} onKeepMine={() => void editing.keepMine()} onTakeTheirs={editing.takeTheirs} onClose={editing.leaveOpen} />}
    </FormSheet>
  );
}
