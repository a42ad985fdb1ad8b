/** Create or change a site. Another's change in the meantime is shown field by field; nothing typed is lost. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { newId } from "../../store/ids";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { ConflictDialog } from "../conflict";
import { useForm } from "../form";
import { Frame } from "../frame";
import { office } from "../words";
import { useVersioned } from "../versioned";
import { FormSheet } from "./form_sheet";
import { siteAddress } from "./parts";
import { SiteFields } from "./site_fields";
import { demandSite, describedSite, siteBody, siteValues } from "./site_values";
import type { Site } from "./types";
import { registry } from "./words";

const open = (site: Site): void => navigate(siteAddress(site.id), { replace: true });

export default function SiteFormScreen({ params }: { params: Params }) {
  const id = params["id"];
  const loading = useLoad<Site>(id ? `/api/sites/${id}` : null);
  const title = id ? registry().editSite : registry().newSite;
  return (
    <Frame crumbs={[{ name: office().page.registry, href: "/app/registry" }, { name: title }]}>
      <PageHead title={title} sub={registry().mandatory} />
      {id ? <Loaded of={loading}>{(site) => <EditSite key={site.id} site={site} />}</Loaded> : <NewSite />}
    </Frame>
  );
}

function NewSite() {
  const [id] = useState(newId);
  const form = useForm(siteValues(null));
  const create = async (): Promise<void> => {
    demandSite(form.values);
    const { code, ...body } = siteBody(form.values);
    open(await post<Site>("/api/sites", { id, ...body, ...(code ? { code } : {}) }));
  };
  return (
    <FormSheet form={form} action={registry().create} back="/app/registry" onSubmit={() => void form.submit(create)}>
      <SiteFields form={form} isNew />
    </FormSheet>
  );
}

function EditSite({ site }: { site: Site }) {
  const editing = useVersioned({ path: "/api/sites", record: site, valuesOf: siteValues, bodyOf: siteBody, check: demandSite, onSaved: open });
  return (
    <FormSheet form={editing.form} action={office().save} back={siteAddress(site.id)} onSubmit={() => void editing.save()}>
      <SiteFields form={editing.form} isNew={false} />
      {editing.theirs && <ConflictDialog differences={editing.differences(describedSite())} busy={editing.form.busy} onKeepMine={() => void editing.keepMine()} onTakeTheirs={editing.takeTheirs} onClose={editing.leaveOpen} />}
    </FormSheet>
  );
}
