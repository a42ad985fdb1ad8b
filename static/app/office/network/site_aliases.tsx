/** On a site's page: what people call it. */
import { useState } from "preact/hooks";
import { may } from "../../shell/session";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Section } from "../../ui/page";
import { listed, office } from "../words";
import { AliasForm } from "./alias_form";
import { type Changed, ChangedNotice } from "./supply_forms";
import type { NamedPlace } from "./types";
import { network } from "./words";

export function SiteAliases({ site }: { site: NamedPlace }) {
  const w = network();
  const loading = useLoad<{ aliases: string[] }>(`/api/sites/${site.id}/aliases`);
  const [editing, setEditing] = useState(false);
  const [changed, setChanged] = useState<Changed | null>(null);
  const done = (what: Changed): void => {
    setChanged(what);
    loading.reload();
  };
  return (
    <Section title={w.aliases} aside={may("network.write") && loading.value && <Button icon="pencil" label={w.editAliases} onClick={() => setEditing(true)}>{office().edit}</Button>}>
      <ChangedNotice changed={changed} onChanged={done} />
      <Loaded of={loading}>{({ aliases }) => <p class={aliases.length > 0 ? "" : "muted"}>{aliases.length > 0 ? listed(aliases) : w.noAliases}</p>}</Loaded>
      {editing && <AliasForm site={site} aliases={loading.value?.aliases ?? []} onDone={done} onClose={() => setEditing(false)} />}
    </Section>
  );
}
