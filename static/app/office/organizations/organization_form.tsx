/** Create an organization below another, or change the name and telephone of one. */
import { useState } from "preact/hooks";
import { patch, post } from "../../api";
import { nameOf } from "../../i18n";
import { newId } from "../../store/ids";
import { Select, TextField } from "../../ui/field";
import { demand, inputId, useForm } from "../form";
import { type Organization, rereadLookups } from "../lookups";
import { office } from "../words";
import { FormDialog } from "./form_dialog";
import { organizations } from "./words";

const KINDS = ["department", "district", "company", "crew"] as const;

interface OrganizationFormProps {
  asked: { under: Organization } | { edit: Organization };
  onClose: () => void;
}

export function OrganizationForm({ asked, onClose }: OrganizationFormProps) {
  const w = organizations();
  const [id] = useState(newId);
  const edited = "edit" in asked ? (asked.edit as Organization & { version: number }) : null;
  const under = "under" in asked ? asked.under : null;
  const form = useForm({ segment: "", name: edited?.name ?? "", name_en: edited?.name_en ?? "", kind: "crew", phone: edited?.phone ?? "" });
  const { values, set, errorAt } = form;
  const save = async (): Promise<void> => {
    const { name, name_en, phone, kind, segment } = values;
    demand([["/name", w.name, name], ["/path", w.path, edited ?? segment]]);
    if (edited) await patch(`/api/organizations/${edited.id}`, { version: edited.version, name, name_en, phone });
    else await post("/api/organizations", { id, path: `${under?.path ?? ""}${segment}/`, name, name_en, kind, phone });
    await rereadLookups();
    onClose();
  };
  return (
    <FormDialog title={edited ? w.editNamed(nameOf(edited)) : w.newOrganization} action={edited ? w.save : w.create} form={form} onSave={save} onClose={onClose}>
      {under && <p>{w.under(nameOf(under))}</p>}
      <TextField required label={w.name} id={inputId("/name")} value={values.name} onInput={(text) => set("name", text)} error={errorAt("/name")} />
      <TextField optional label={w.nameEn} id={inputId("/name_en")} value={values.name_en} onInput={(text) => set("name_en", text)} error={errorAt("/name_en")} />
      {under && <TextField required label={w.path} hint={w.pathHint} id={inputId("/path")} value={values.segment} onInput={(text) => set("segment", text)} error={errorAt("/path")} />}
      {under && <Select label={w.kind} id={inputId("/kind")} value={values.kind} options={KINDS.map((kind) => ({ value: kind, name: office().organizationKind[kind] }))} onChange={(value) => set("kind", value)} error={errorAt("/kind")} />}
      <TextField optional label={w.phone} type="tel" id={inputId("/phone")} value={values.phone} onInput={(text) => set("phone", text)} error={errorAt("/phone")} />
    </FormDialog>
  );
}
