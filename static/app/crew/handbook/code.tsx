/** One page of the handbook. */
import "../../shell/start";
import type { HandbookCode } from "../../api";
import { inLanguage } from "../../i18n";
import { crew } from "../../i18n/crew";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { ButtonLink } from "../../ui/button";
import { Grade } from "../../ui/grade";
import { Blank } from "../../ui/notice";
import { Facts, Section } from "../../ui/page";
import { CrewScreen } from "../frame";
import { Picture } from "../hazards/picture";
import { useMirror } from "../knowledge";
import { amountWords, readHandbook } from "./knowledge";
import { handbookWords } from "./words";

export default function HandbookPage({ params }: { params: Params }) {
  const w = handbookWords();
  const handbook = useMirror(readHandbook);
  if (handbook === null) return null;
  const code = handbook.codes.find((each) => each.key === params["key"]);
  if (!code) {
    return (
      <CrewScreen title={w.gone} up="/app/handbook">
        <Blank title={w.gone} icon="search" actions={<ButtonLink href="/app/handbook">{w.title}</ButtonLink>} />
      </CrewScreen>
    );
  }
  const above = handbook.classes.get(code.code_class);
  return (
    <CrewScreen
      title={inLanguage(code.name)}
      up="/app/handbook"
      sub={[above && inLanguage(above.name), code.number].filter(Boolean).join(" · ")}
      actions={may("hazards.report") && <ButtonLink kind="primary" icon="hazard" href={`/app/report?code=${code.key}`}>{w.report}</ButtonLink>}
    >
      <Body code={code} />
    </CrewScreen>
  );
}

function Body({ code }: { code: HandbookCode }) {
  const w = handbookWords();
  return (
    <>
      <Facts
        rows={[
          [w.grade, code.weak_link ? w.weakLink : <Grade of={code.grade}>{crew().check.grades[code.grade]}</Grade>],
          [w.limitNow, amountWords(code.time_limit) ?? w.noLimit],
          [w.limitSeason, amountWords(code.time_limit_in_season) ?? w.noLimit],
          code.synonyms.length > 0 && [w.alsoCalled, code.synonyms.join("、")],
        ]}
      />
      <Section title={w.definition}><p>{inLanguage(code.definition)}</p></Section>
      <Section title={w.filing}><p>{inLanguage(code.filing)}</p></Section>
      <Section title={w.closing}><p>{inLanguage(code.closing)}</p></Section>
      {code.photo && <Section title={w.example}><Picture sha256={code.photo} caption={inLanguage(code.name)} /></Section>}
    </>
  );
}
