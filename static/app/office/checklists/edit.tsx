/** Edit a draft's document. It is checked as a whole when saved; every fault is named by its place. */
import { useState } from "preact/hooks";
import { type ChecklistDocument, put } from "../../api";
import { type Params, navigate } from "../../shell/router";
import { inLanguage } from "../../i18n";
import { Button, ButtonLink } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { WrongFields } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { useForm } from "../form";
import { Frame } from "../frame";
import { office } from "../words";
import { Paper } from "./paper";
import type { Version } from "./types";
import { checklists } from "./words";

const ID = "document";

export default function EditVersionScreen({ params }: { params: Params }) {
  const loading = useLoad<Version>(`/api/checklists/${params["id"]}`);
  return (
    <Frame crumbs={[{ name: office().page.checklists, href: "/app/checklists" }, { name: loading.value ? inLanguage(loading.value.document.name) : "…", href: `/app/checklists/${params["id"]}` }, { name: checklists().edit }]}>
      <PageHead title={checklists().edit} sub={checklists().editText} />
      <Loaded of={loading}>{(version) => <Editor version={version} />}</Loaded>
    </Frame>
  );
}

function Editor({ version }: { version: Version }) {
  const [text, setText] = useState(() => JSON.stringify(version.document, null, 2));
  const form = useForm({});
  const document = parsed(text);
  const back = `/app/checklists/${version.id}`;
  const save = (event: Event): void => {
    event.preventDefault();
    if (!document) return;
    void form.submit(async () => {
      await put(`/api/checklists/${version.id}`, { version: version.version, document });
      navigate(back, { replace: true });
    });
  };
  return (
    <form class="stack" onSubmit={save} noValidate>
      <WrongFields problem={form.problem} idOf={() => ID} />
      <div class="columns two">
        <div>
          <TextArea wide rows={32} id={ID} label={checklists().document} value={text} onInput={setText} error={document ? undefined : checklists().notJson} />
          <div class="actions" style="padding-top:16px">
            <Button kind="primary" type="submit" busy={form.busy} disabled={!document}>{office().save}</Button>
            <ButtonLink href={back}>{office().back}</ButtonLink>
          </div>
        </div>
        {document && <Paper document={document} />}
      </div>
    </form>
  );
}

/** The document while it can be shown; half-typed JSON shows nothing. */
function parsed(text: string): ChecklistDocument | null {
  try {
    const document = JSON.parse(text) as ChecklistDocument;
    return Array.isArray(document.sections) && document.sections.every((section) => Array.isArray(section.items)) ? document : null;
  } catch {
    return null;
  }
}
