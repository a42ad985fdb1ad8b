/** The inputs of an asset, for creating and for changing one. */
import { inLanguage } from "../../i18n";
import { Segment, Select, TextField } from "../../ui/field";
import { type Form, inputId } from "../form";
import { areas, kindOf, kinds, organizations, treeOptions } from "../lookups";
import { PickAsset, PickPerson } from "../pickers";
import { office } from "../words";
import type { AssetValues } from "./asset_values";
import { KindFields } from "./kind_fields";
import { LimitFields } from "./limits";
import { PlaceFields } from "./place";
import { registry } from "./words";

export function AssetFields({ form: { values, set, errorAt }, isNew, site }: { form: Form<AssetValues>; isNew: boolean; site: string }) {
  const f = office().field;
  const w = registry();
  const fromSite = isNew ? w.fromSite : undefined;
  return (
    <>
      <div class="form-grid">
        <Select required label={f.kind} id={inputId("/kind")} value={values.kind} blank={w.chooseKind} options={kinds.value.map((kind) => ({ value: kind.key, name: inLanguage(kind.name) }))} onChange={(value) => set("kind", value)} error={errorAt("/kind")} />
        <TextField required label={f.name} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} />
        <TextField optional label={f.nameEn} id={inputId("/name_en")} value={values.name_en} onInput={(text) => set("name_en", text)} error={errorAt("/name_en")} />
        <TextField optional={isNew} label={f.code} hint={isNew ? w.siteCode : undefined} id={inputId("/code")} value={values.code} onInput={(text) => set("code", text)} error={errorAt("/code")} />
        <Segment
          label={w.status}
          value={values.status}
          onChange={(value) => set("status", value)}
          options={[
            { value: "in_service", name: office().assetStatus.in_service },
            { value: "standby", name: office().assetStatus.standby },
          ]}
        />
        <PickAsset optional label={w.parent} site={site} id={values.parent} onChoose={(id) => set("parent", id)} error={errorAt("/parent")} />
      </div>
      <KindFields kind={kindOf(values.kind)} texts={values.fields} onChange={(texts) => set("fields", texts)} errorAt={errorAt} />
      <div class="form-grid">
        <PickPerson optional={isNew} hint={fromSite} label={f.responsible} fieldId={inputId("/responsible_id")} id={values.responsible?.id ?? ""} name={values.responsible?.name} onChoose={(_, found) => set("responsible", found)} error={errorAt("/responsible_id")} />
        <PickPerson optional={isNew} hint={fromSite} label={f.safetyOwner} fieldId={inputId("/safety_owner_id")} id={values.safety_owner?.id ?? ""} name={values.safety_owner?.name} onChoose={(_, found) => set("safety_owner", found)} error={errorAt("/safety_owner_id")} />
        <Select label={f.organization} hint={fromSite} id={inputId("/organization")} value={values.organization} blank={isNew ? "—" : undefined} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/organization")} />
        <Select label={f.area} hint={fromSite} id={inputId("/area")} value={values.area} blank={isNew ? "—" : undefined} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} error={errorAt("/area")} />
        <TextField optional label={w.inService} type="date" id={inputId("/in_service_on")} value={values.in_service_on} onInput={(text) => set("in_service_on", text)} error={errorAt("/in_service_on")} />
        <TextField optional label={w.heatedArea} unit="m²" inputMode="decimal" id={inputId("/heated_area_m2")} value={values.heated_area_m2} onInput={(text) => set("heated_area_m2", text)} error={errorAt("/heated_area_m2")} />
        <TextField optional label={w.households} inputMode="numeric" id={inputId("/households")} value={values.households} onInput={(text) => set("households", text)} error={errorAt("/households")} />
        <TextField optional label={f.address} id={inputId("/address")} value={values.address} onInput={(text) => set("address", text)} error={errorAt("/address")} />
      </div>
      <fieldset>
        <legend class="group">{w.position}</legend>
        <p class="hint">{w.systemHint}</p>
        <div class="form-grid">
          <PlaceFields place={values.position} onChange={(place) => set("position", place)} errorAt={errorAt} />
        </div>
      </fieldset>
      <LimitFields kind={values.kind} texts={values.limits} onChange={(texts) => set("limits", texts)} errorAt={errorAt} />
    </>
  );
}
