/** The inputs of a site, for creating and for changing one. */
import { inLanguage } from "../../i18n";
import { Select, TextField } from "../../ui/field";
import { type Form, inputId } from "../form";
import { areas, kinds, organizations, treeOptions } from "../lookups";
import { PickPerson } from "../pickers";
import { office } from "../words";
import { PlaceFields } from "./place";
import type { SiteValues } from "./site_values";
import { registry } from "./words";

export function SiteFields({ form: { values, set, errorAt }, isNew }: { form: Form<SiteValues>; isNew: boolean }) {
  const f = office().field;
  const w = registry();
  const siteKinds = kinds.value.filter((kind) => kind.site).map((kind) => ({ value: kind.key, name: inLanguage(kind.name) }));
  return (
    <>
      <div class="form-grid">
        <TextField required label={f.name} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} />
        <TextField optional label={f.nameEn} id={inputId("/name_en")} value={values.name_en} onInput={(text) => set("name_en", text)} error={errorAt("/name_en")} />
        <TextField optional={isNew} label={f.code} hint={isNew ? w.siteCode : undefined} id={inputId("/code")} value={values.code} onInput={(text) => set("code", text)} error={errorAt("/code")} />
        <Select required label={f.kind} id={inputId("/kind")} value={values.kind} blank={w.choose} options={siteKinds} onChange={(value) => set("kind", value)} error={errorAt("/kind")} />
        <Select required label={f.organization} id={inputId("/organization")} value={values.organization} blank={w.choose} options={treeOptions(organizations.value)} onChange={(value) => set("organization", value)} error={errorAt("/organization")} />
        <Select required label={f.area} id={inputId("/area")} value={values.area} blank={w.choose} options={treeOptions(areas.value)} onChange={(value) => set("area", value)} error={errorAt("/area")} />
        <PickPerson label={f.responsible} fieldId={inputId("/responsible_id")} id={values.responsible?.id ?? ""} name={values.responsible?.name} onChoose={(_, found) => set("responsible", found)} error={errorAt("/responsible_id")} />
        <PickPerson label={f.safetyOwner} fieldId={inputId("/safety_owner_id")} id={values.safety_owner?.id ?? ""} name={values.safety_owner?.name} onChoose={(_, found) => set("safety_owner", found)} error={errorAt("/safety_owner_id")} />
        <TextField optional wide label={f.address} id={inputId("/address")} value={values.address} onInput={(text) => set("address", text)} error={errorAt("/address")} />
        <TextField optional label={w.heatedArea} unit="m²" inputMode="decimal" id={inputId("/heated_area_m2")} value={values.heated_area_m2} onInput={(text) => set("heated_area_m2", text)} error={errorAt("/heated_area_m2")} />
        <TextField optional label={w.households} inputMode="numeric" id={inputId("/households")} value={values.households} onInput={(text) => set("households", text)} error={errorAt("/households")} />
      </div>
      <fieldset>
        <legend class="group">{w.position}</legend>
        <p class="hint">{w.systemHint}</p>
        <div class="form-grid">
          <PlaceFields place={values.position} onChange={(place) => set("position", place)} errorAt={errorAt} />
        </div>
      </fieldset>
    </>
  );
}
