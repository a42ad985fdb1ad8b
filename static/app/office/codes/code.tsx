/** One page of the handbook: what it is, when it is filed, how long, when it is gone. */
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { ButtonLink } from "../../ui/button";
import { GradeChip } from "../../ui/grade";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section } from "../../ui/page";
import { Photos } from "../../ui/photos";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { kindName } from "../lookups";
import { amountWords } from "../settings/amount";
import { LastChange } from "../settings/history";
import { listed, office, wordOf } from "../words";
import type { Code, CodeClass } from "./types";
import { codeWords } from "./words";

export default function CodeScreen({ params }: { params: Params }) {
  const loading = useLoad<Code>(`/api/hazard-codes/${params["key"]}`);
  return (
    <Frame crumbs={[{ name: codeWords().title, href: "/app/settings/codes" }, { name: loading.value ? inLanguage(loading.value.name) : "…" }]}>
      <Loaded whole of={loading}>{(code) => <CodeView code={code} />}</Loaded>
    </Frame>
  );
}

function CodeView({ code }: { code: Code }) {
  const w = codeWords();
  const classes = useLoad<CodeClass[]>("/api/hazard-classes");
  const own = classes.value?.find((one) => one.key === code.code_class);
  const title = inLanguage(code.name);
  return (
    <>
      <PageHead
        title={title}
        sub={[code.number, w.kinds[code.kind], own && inLanguage(own.name)].filter(Boolean).join(" · ")}
        status={
          <>
            <GradeChip of={code.grade}>{wordOf(office().grade, code.grade)}</GradeChip>
            {code.weak_link && <span class="chip plain">{w.weakLink}</span>}
            {!code.in_force && <Chip status="off">{w.notInForce}</Chip>}
          </>
        }
        actions={
          <>
            <ButtonLink icon="hazard" href={`/app/hazards?show=all&code=${code.key}`}>{w.hazardsOf}</ButtonLink>
            {may("codes.write") && <ButtonLink icon="pencil" href={`/app/settings/codes/${code.key}/edit`}>{w.edit}</ButtonLink>}
          </>
        }
      />
      <div class="columns main-side">
        <div>
          <Text title={w.definition}>{inLanguage(code.definition)}</Text>
          <Text title={w.filing}>{inLanguage(code.filing)}</Text>
          <Text title={w.closing}>{inLanguage(code.closing)}</Text>
        </div>
        <div>
          <Section title={w.limit}>
            <Facts
              rows={[
                [w.limit, `${amountWords(code.time_limit)}${code.limit ? "" : ` · ${w.byPolicy}`}`],
                [w.limitInSeason, `${amountWords(code.time_limit_in_season)}${code.limit_in_season ? "" : ` · ${w.byPolicy}`}`],
                code.synonyms.length > 0 && [w.synonyms, listed(code.synonyms)],
                code.asset_kinds.length > 0 && [w.assetKinds, listed(code.asset_kinds.map(kindName))],
                [w.photo, code.photo ? <Photos key="photo" pictures={[{ sha256: code.photo, role: "other" }]} about={title} /> : w.noPhoto],
              ]}
            />
            <LastChange of={code} title={title} path={`/api/hazard-codes/${code.key}`} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Text({ title, children }: { title: string; children: string }) {
  return (
    <Section title={title}>
      <p class="prose">{children}</p>
    </Section>
  );
}
