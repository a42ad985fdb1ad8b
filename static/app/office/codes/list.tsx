/** The catalogue of hazards, class by class; searchable by name, synonym and pinyin initials. */
import { useState } from "preact/hooks";
import { query } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { number } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { FilterBar } from "../../ui/filterbar";
import { Select } from "../../ui/field";
import { Grade } from "../../ui/grade";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { Status } from "../../ui/status";
import { ui } from "../../ui/words";
import { useFilters } from "../filters";
import { Frame } from "../frame";
import { SearchField } from "../search_field";
import { SectionTabs } from "../section_tabs";
import { amountWords } from "../settings/amount";
import { office, wordOf } from "../words";
import { ClassForm } from "./class_form";
import type { Code, CodeClass } from "./types";
import { codeWords } from "./words";

export default function CodesScreen(_: { params: Params }) {
  const { values, set, active, clear } = useFilters(["q", "kind", "code_class"] as const);
  const classes = useLoad<CodeClass[]>("/api/hazard-classes");
  const loading = useLoad<Code[]>(query("/api/hazard-codes", values));
  const [changing, setChanging] = useState<CodeClass | "new" | null>(null);
  const w = codeWords();
  const shown = (codes: Code[]): CodeClass[] => (classes.value ?? []).filter((one) => codes.some((code) => code.code_class === one.key) || (active === 0 && !values.q));
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.title} sub={w.sub} actions={may("codes.write") && <Adding onNewClass={() => setChanging("new")} />} />
      <SectionTabs of="settings" />
      <FilterBar search={<SearchField label={w.search} value={values.q} onChange={(value) => set("q", value)} />} active={active} onClear={clear}>
        <Select label={w.kind} value={values.kind} blank={ui().all} options={(["part", "event"] as const).map((value) => ({ value, name: w.kinds[value] }))} onChange={(value) => set("kind", value)} />
        <Select label={w.class} value={values.code_class} blank={ui().all} options={(classes.value ?? []).map((one) => ({ value: one.key, name: inLanguage(one.name) }))} onChange={(value) => set("code_class", value)} />
      </FilterBar>
      <Loaded of={loading}>
        {(codes) =>
          codes.length === 0 ? (
            <Blank icon="search" title={w.none} actions={<Button onClick={clear}>{ui().clearFilters}</Button>} />
          ) : values.q ? (
            <Codes title={w.title} codes={codes} />
          ) : (
            shown(codes).map((one) => <ClassView key={one.key} of={one} codes={codes.filter((code) => code.code_class === one.key)} onChange={() => setChanging(one)} />)
          )
        }
      </Loaded>
      {changing && (
        <ClassForm
          of={changing === "new" ? null : changing}
          onSaved={() => {
            setChanging(null);
            classes.reload();
          }}
          onClose={() => setChanging(null)}
        />
      )}
    </Frame>
  );
}

function Adding({ onNewClass }: { onNewClass: () => void }) {
  const w = codeWords();
  return (
    <>
      <Button onClick={onNewClass}>{w.newClass}</Button>
      <ButtonLink kind="primary" icon="plus" href="/app/settings/codes/new">{w.newCode}</ButtonLink>
    </>
  );
}

function ClassView({ of, codes, onChange }: { of: CodeClass; codes: readonly Code[]; onChange: () => void }) {
  const w = codeWords();
  const title = `${of.number} ${inLanguage(of.name)}`;
  return (
    <Section title={title} aside={<>{[w.kinds[of.kind], w.count(number(codes.length)), !of.in_force && w.notInForce].filter(Boolean).join(" · ")}{may("codes.write") && <Button kind="quiet" onClick={onChange}>{w.changeClass}</Button>}</>}>
      {codes.length > 0 && <Codes title={title} codes={codes} />}
    </Section>
  );
}

function Codes({ title, codes }: { title: string; codes: readonly Code[] }) {
  const w = codeWords();
  const columns: Column<Code>[] = [
    { key: "name", title: w.code, cell: (code) => <NameCell code={code} />, by: (code) => code.number },
    { key: "grade", title: w.grade, cell: (code) => <Grade of={code.grade}>{wordOf(office().grade, code.grade)}</Grade>, by: (code) => code.grade },
    { key: "limit", title: w.limit, cell: (code) => <span class="nowrap">{amountWords(code.time_limit)}</span> },
    { key: "season", title: w.limitInSeason, cell: (code) => <span class="nowrap">{amountWords(code.time_limit_in_season)}</span> },
    { key: "filing", title: w.filing, wide: true, cell: (code) => inLanguage(code.filing) },
  ];
  return <DataTable caption={title} columns={columns} rows={codes} keyOf={(code) => code.key} href={(code) => `/app/settings/codes/${code.key}`} />;
}

function NameCell({ code }: { code: Code }) {
  return (
    <span>
      {inLanguage(code.name)}
      <span class="second" style="font-weight:400">
        {code.number} {!code.in_force && <Status status="off">{codeWords().notInForce}</Status>}
      </span>
    </span>
  );
}
