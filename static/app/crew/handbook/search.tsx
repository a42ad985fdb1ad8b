/** Finding a page of the handbook: by name, synonym, number, pinyin or its initials; else class by class. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { HandbookCode } from "../../api";
import { inLanguage } from "../../i18n";
import { foundCodes } from "../../rules/codes";
import { TextField } from "../../ui/field";
import { Blank } from "../../ui/notice";
import { useMirror } from "../knowledge";
import { type Handbook, readHandbook } from "./knowledge";
import { handbookWords } from "./words";

const MOST = 60;

interface CodeSearchProps {
  /** What a row is: a link to the page, or a button that chooses it. */
  row: (code: HandbookCode) => ComponentChildren;
  /** Offered first where nothing is typed: the codes of this kind of asset. */
  assetKind?: string | null;
}

export function CodeSearch({ row, assetKind = null }: CodeSearchProps) {
  const w = handbookWords();
  const handbook = useMirror(readHandbook);
  const [text, setText] = useState("");
  if (handbook === null) return null;
  if (handbook.codes.length === 0) return <Blank title={w.nothing} icon="download">{w.nothingText}</Blank>;
  const found = text.trim() ? foundCodes(handbook.codes, text) : null;
  return (
    <>
      <TextField label={w.find} type="search" inputMode="search" value={text} onInput={setText} />
      {found?.length === 0 && <Blank title={w.noMatch} icon="search">{w.noMatchText}</Blank>}
      {found && <Codes codes={found.slice(0, MOST)} row={row} />}
      {!found && <Classes handbook={handbook} row={row} assetKind={assetKind} />}
    </>
  );
}

function Codes({ codes, row }: { codes: HandbookCode[]; row: CodeSearchProps["row"] }) {
  return (
    <ul class="list places">
      {codes.map((code) => (
        <li key={code.key} data-code={code.key}>{row(code)}</li>
      ))}
    </ul>
  );
}

function Classes({ handbook, row, assetKind }: { handbook: Handbook; row: CodeSearchProps["row"]; assetKind: string | null }) {
  const w = handbookWords();
  const first = assetKind ? handbook.codes.filter((code) => code.asset_kinds.includes(assetKind)) : [];
  return (
    <>
      {first.length > 0 && <Codes codes={first} row={row} />}
      {(["part", "event"] as const).map((kind) => (
        <section key={kind} aria-label={w.kinds[kind]}>
          <h2>{w.kinds[kind]}</h2>
          {[...handbook.classes.values()].filter((each) => each.kind === kind).map((each) => {
            const codes = handbook.codes.filter((code) => code.code_class === each.key);
            if (codes.length === 0) return null;
            return (
              <details key={each.key} class="finished">
                <summary>{w.classes(inLanguage(each.name), codes.length)}</summary>
                <Codes codes={codes} row={row} />
              </details>
            );
          })}
        </section>
      ))}
    </>
  );
}

export function CodeName({ code }: { code: HandbookCode }) {
  return (
    <>
      <b>{inLanguage(code.name)}</b>
      <span class="muted">{code.number}{code.synonyms.length > 0 && ` · ${code.synonyms.slice(0, 3).join("、")}`}</span>
    </>
  );
}
