/** The structured description in a report: the code, then part, defect, degree and position write the sentence. */
import { useState } from "preact/hooks";
import type { HandbookCode, HandbookPhrase } from "../../api";
import { inLanguage } from "../../i18n";
import type { Description } from "../../rules/describing";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Select } from "../../ui/field";
import { useMirror } from "../knowledge";
import { type Handbook, beginning, readHandbook, titleOf } from "./knowledge";
import { CodeName, CodeSearch } from "./search";
import { handbookWords } from "./words";

export interface Composed {
  code: string | null;
  described: Description | null;
}

interface CodeFieldProps {
  value: Composed;
  assetKind: string | null;
  /** `title` is the sentence in the language of now; null while there is none. */
  onChange: (value: Composed, title: string | null, grade: string | null) => void;
}

export function CodeField({ value, assetKind, onChange }: CodeFieldProps) {
  const w = handbookWords();
  const handbook = useMirror(readHandbook);
  const [choosing, setChoosing] = useState(false);
  if (handbook === null || handbook.codes.length === 0) return null;
  const code = handbook.codes.find((each) => each.key === value.code) ?? null;
  const choose = (chosen: HandbookCode): void => {
    setChoosing(false);
    const described = beginning(chosen);
    onChange({ code: chosen.key, described }, described ? titleOf(described, handbook.phrases) : inLanguage(chosen.name), chosen.grade);
  };
  return (
    <fieldset class="field-row stack-tight" id="report-code">
      <legend>{w.chosen}</legend>
      {code ? (
        <>
          <p><b>{inLanguage(code.name)}</b></p>
          <div class="actions">
            <Button kind="quiet" onClick={() => setChoosing(true)}>{w.change}</Button>
            <Button kind="quiet" onClick={() => onChange({ code: null, described: null }, null, null)}>{w.withoutCode}</Button>
          </div>
          {value.described && <Phrases handbook={handbook} code={code} described={value.described} onChange={(described) => onChange({ code: code.key, described }, titleOf(described, handbook.phrases), null)} />}
        </>
      ) : (
        <Button icon="list" onClick={() => setChoosing(true)}>{w.choose}</Button>
      )}
      {choosing && (
        <Dialog title={w.title} onClose={() => setChoosing(false)}>
          <CodeSearch assetKind={assetKind} row={(each) => <button type="button" class="place" onClick={() => choose(each)}><CodeName code={each} /></button>} />
        </Dialog>
      )}
    </fieldset>
  );
}

interface PhrasesProps {
  handbook: Handbook;
  code: HandbookCode;
  described: Description;
  onChange: (described: Description) => void;
}

function Phrases({ handbook, code, described, onChange }: PhrasesProps) {
  const w = handbookWords();
  const degrees = handbook.phrases.get(described.defect)?.degrees ?? [];
  const positions = handbook.classes.get(code.code_class)?.positions ?? [];
  const named = (keys: string[]): { value: string; name: string }[] =>
    keys.flatMap((key) => {
      const phrase: HandbookPhrase | undefined = handbook.phrases.get(key);
      return phrase?.in_force ? [{ value: key, name: inLanguage(phrase.name) }] : [];
    });
  return (
    <div class="phrases">
      <Select label={w.part} value={described.part} options={named(code.parts)} onChange={(part) => onChange({ ...described, part })} />
      <Select label={w.defect} value={described.defect} options={named(code.defects)} onChange={(defect) => onChange({ ...described, defect, degree: null })} />
      {degrees.length > 0 && <Select label={w.degree} value={described.degree ?? ""} blank={w.none} options={named(degrees)} onChange={(degree) => onChange({ ...described, degree: degree || null })} />}
      {positions.length > 0 && <Select label={w.position} value={described.position ?? ""} blank={w.none} options={named(positions)} onChange={(position) => onChange({ ...described, position: position || null })} />}
    </div>
  );
}
