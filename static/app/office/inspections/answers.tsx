/** The answers: failing ones first, then section by section as the checklist has them. */
import type { Answer, ChecklistDocument, Item } from "../../api";
import { inLanguage, sourceWords } from "../../i18n";
import { type Limits, reasonOf } from "../../rules/checklists";
import { Section } from "../../ui/page";
import { Photos } from "../../ui/photos";
import { Grade } from "../../ui/grade";
import { Status } from "../../ui/status";
import { office, wordOf } from "../words";
import { AnswerValue, limitWords } from "./value";
import { inspections } from "./words";

interface AnswersProps {
  answers: readonly Answer[];
  /** Keys of the items the server found failing. */
  failing: readonly string[];
  document: ChecklistDocument | null;
  limits: Limits;
}

export function Answers({ answers, failing, document, limits }: AnswersProps) {
  const items = new Map((document?.sections ?? []).flatMap((section) => section.items).map((item) => [item.key, item]));
  const given = new Map(answers.map((answer) => [answer.item, answer]));
  const failed = new Set(failing);
  const bad = failing.flatMap((key) => given.get(key) ?? []);
  const line = (answer: Answer) => <AnswerLine key={answer.item} answer={answer} item={items.get(answer.item)} failed={failed.has(answer.item)} limits={limits} />;
  return (
    <>
      <Section title={inspections().failing} aside={String(bad.length)}>
        {bad.length > 0 ? bad.map(line) : <Status status="ok">{inspections().allPassed}</Status>}
      </Section>
      {inSections(answers, document).map((section) => {
        const rest = section.answers.filter((answer) => !failed.has(answer.item));
        return (
          rest.length > 0 && (
            <Section key={section.key} title={section.title}>
              {rest.map(line)}
            </Section>
          )
        );
      })}
    </>
  );
}

/** In the checklist's order; all together when the checklist cannot be read. */
function inSections(answers: readonly Answer[], document: ChecklistDocument | null): { key: string; title: string; answers: readonly Answer[] }[] {
  if (!document) return [{ key: "all", title: inspections().rest, answers }];
  const given = new Map(answers.map((answer) => [answer.item, answer]));
  return document.sections.map((section) => ({ key: section.key, title: inLanguage(section.title), answers: section.items.flatMap((item) => given.get(item.key) ?? []) }));
}

interface LineProps {
  answer: Answer;
  item: Item | undefined;
  failed: boolean;
  limits: Limits;
}

function AnswerLine({ answer, item, failed, limits }: LineProps) {
  const title = item ? inLanguage(item.title) : answer.item;
  const normal = limitWords(item, limits[answer.item]);
  return (
    <div class={failed ? "answer failing" : "answer"}>
      <div>
        {title}
        {item?.source && <span class="second">{sourceWords(item.source)}</span>}
      </div>
      <div class="line">
        <AnswerValue item={item} answer={answer} failed={failed} />
        {normal && <span class="muted">{normal}</span>}
        {failed && item && <FailingWords item={item} answer={answer} limits={limits} />}
      </div>
      {answer.note && (
        <p class="note">
          <span class="muted">{inspections().note} </span>
          {answer.note}
        </p>
      )}
      <Photos pictures={answer.photos ?? []} about={title} />
    </div>
  );
}

function FailingWords({ item, answer, limits }: { item: Item; answer: Answer; limits: Limits }) {
  const reason = item.kind === "judgement" || item.kind === "four_valued" ? null : reasonOf(item, answer, limits);
  return (
    <>
      {reason && <span>{wordOf(inspections().why, reason)}</span>}
      {item.grade && <Grade of={item.grade}>{wordOf(office().grade, item.grade)}</Grade>}
    </>
  );
}
