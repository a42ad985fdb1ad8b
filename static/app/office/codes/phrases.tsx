/** The phrases that structured descriptions are made of, by what they say: part, defect, degree, position. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { date, number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { ChoiceBar } from "../../ui/choicebar";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead } from "../../ui/page";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { settings } from "../settings/words";
import { listed, office } from "../words";
import { CLASSES, CODES, PHRASES } from "./entry";
import { PhraseForm } from "./phrase_form";
import type { Code, CodeClass, Phrase, PhraseRole } from "./types";
import { codeWords } from "./words";

const ROLES: readonly PhraseRole[] = ["part", "defect", "degree", "position"];

export default function PhrasesScreen(_: { params: Params }) {
  const { values, set } = useFilters(["role"] as const);
  const loading = useLoad<Phrase[]>(PHRASES);
  const [open, setOpen] = useState<Phrase | "new" | null>(null);
  const w = codeWords();
  const role = (values.role || "part") as PhraseRole;
  const saved = (): void => {
    setOpen(null);
    loading.reload();
  };
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.phrases} sub={w.phrasesSub} actions={may("codes.write") && <Button kind="primary" icon="plus" onClick={() => setOpen("new")}>{w.newPhrase}</Button>} />
      <SectionTabs of="settings" />
      <ChoiceBar label={w.role} value={role} onChange={(key) => set("role", key === "part" ? "" : key)} options={ROLES.map((value) => ({ value, name: w.roles[value] }))} />
      <p class="lead-in">{w.roleHints[role]}</p>
      <Loaded of={loading}>
        {(phrases) => (
          <>
            <Phrases role={role} phrases={phrases} onOpen={may("codes.write") ? setOpen : undefined} />
            {open && <PhraseForm key={open === "new" ? "new" : open.key} phrase={open === "new" ? null : open} role={role} phrases={phrases} onSaved={saved} onClose={() => setOpen(null)} />}
          </>
        )}
      </Loaded>
    </Frame>
  );
}

interface PhrasesProps {
  role: PhraseRole;
  phrases: readonly Phrase[];
  onOpen: ((phrase: Phrase) => void) | undefined;
}

function Phrases({ role, phrases, onOpen }: PhrasesProps) {
  const w = codeWords();
  const uses = useUses(phrases);
  const columns: Column<Phrase>[] = [
    { key: "name", title: w.roles[role], cell: (phrase) => <NameCell phrase={phrase} />, by: (phrase) => inLanguage(phrase.name) },
    ...(role === "defect" ? [{ key: "degrees", title: w.degrees, wide: true, cell: (phrase: Phrase) => listed(phrase.degrees.map((key) => nameIn(phrases, key))) }] : []),
    { key: "uses", title: w.uses, end: true, cell: (phrase) => number(uses(phrase.key)), by: (phrase) => uses(phrase.key) },
    { key: "changed", title: w.lastChange, cell: (phrase) => <ChangeCell phrase={phrase} />, by: (phrase) => phrase.changed_at },
  ];
  const rows = phrases.filter((one) => one.role === role);
  return <DataTable caption={w.roles[role]} columns={columns} rows={rows} keyOf={(phrase) => phrase.key} {...(onOpen ? { onOpen } : {})} />;
}

const nameIn = (phrases: readonly Phrase[], key: string): string => inLanguage(phrases.find((one) => one.key === key)?.name ?? { zh: key, en: key });

/** How many codes, classes or defects offer a phrase. */
function useUses(phrases: readonly Phrase[]): (key: string) => number {
  const codes = useLoad<Code[]>(CODES).value ?? [];
  const classes = useLoad<CodeClass[]>(CLASSES).value ?? [];
  const lists = [...codes.flatMap((code) => [code.parts, code.defects]), ...classes.map((one) => one.positions), ...phrases.map((one) => one.degrees)];
  return (key) => lists.filter((keys) => keys.includes(key)).length;
}

function NameCell({ phrase: { name, in_force } }: { phrase: Phrase }) {
  return (
    <span>
      {name.zh}
      <span class="second">
        {name.en} {!in_force && <Status status="off">{codeWords().notInForce}</Status>}
      </span>
    </span>
  );
}

function ChangeCell({ phrase: { changed_by, changed_at } }: { phrase: Phrase }) {
  return <span class="muted">{changed_by && changed_at ? settings().changed(changed_by.name, date(changed_at)) : settings().builtIn}</span>;
}
