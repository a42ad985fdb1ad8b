/** All other names of a site, one a line. */
import { put } from "../../api";
import { nameOf } from "../../i18n";
import { TextArea } from "../../ui/field";
import { inputId, useForm } from "../form";
import { FormDialog } from "../organizations/form_dialog";
import { office } from "../words";
import type { Changed } from "./supply_forms";
import type { NamedPlace } from "./types";
import { network } from "./words";

interface AliasFormProps {
  site: NamedPlace;
  aliases: readonly string[];
  onDone: (changed: Changed) => void;
  onClose: () => void;
}

export function AliasForm({ site, aliases, onDone, onClose }: AliasFormProps) {
  const w = network();
  const form = useForm({ text: aliases.join("\n") });
  const write = (names: readonly string[]): Promise<void> => put(`/api/sites/${site.id}/aliases`, { aliases: names });
  const save = async (): Promise<void> => {
    await write(form.values.text.split("\n").map((line) => line.trim()).filter(Boolean));
    onDone({ text: w.aliasesSaved(nameOf(site)), undo: () => write(aliases) });
    onClose();
  };
  return (
    <FormDialog title={w.aliasesOf(nameOf(site))} action={office().save} form={form} onSave={save} onClose={onClose}>
      <TextArea optional rows={6} label={w.aliasLines} hint={w.aliasHint} id={inputId("/aliases")} value={form.values.text} onInput={(text) => form.set("text", text)} error={form.errorAt("/aliases")} />
    </FormDialog>
  );
}
