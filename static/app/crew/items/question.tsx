/** One item of the checklist: its words, its input, and what its answer asks for: confirmation, pictures, a note. */
import type { Item, Section } from "../../api";
import { inLanguage, sourceWords } from "../../i18n";
import { crew } from "../../i18n/crew";
import { gasReadingFirst, photosWanted, reasonOf } from "../../rules/checklists";
import { Icon } from "../../ui/icon";
import { Notice } from "../../ui/notice";
import { documentOf, limitsOf } from "../answers";
import type { Drafting } from "../drafting";
import type { Reading } from "../previous";
import { Choices, DateAnswer, FourValued, Judgement, SingleChoice, TextAnswer } from "./choices";
import { Note } from "./note";
import { NumberAnswer } from "./number";
import { PhotoSlots } from "./photos";
import { SignaturePad } from "./signature";

export interface QuestionProps {
  drafting: Drafting;
  section: Section;
  item: Item;
  previous: Reading | null;
}

export function Question({ drafting, section, item, previous }: QuestionProps) {
  return (
    <div class="question" id={`item-${item.key}`} data-item={item.key}>
      <Input drafting={drafting} item={item} previous={previous} />
      <Consequence drafting={drafting} item={item} />
      <Pictures drafting={drafting} section={section} item={item} />
      <Note drafting={drafting} item={item}>
        <Help item={item} />
      </Note>
    </div>
  );
}

export interface InputProps {
  drafting: Drafting;
  item: Item;
  previous: Reading | null;
}

function Input(props: InputProps) {
  switch (props.item.kind) {
    case "judgement":
      return <Judgement {...props} />;
    case "four_valued":
      return <FourValued {...props} />;
    case "number":
      return <NumberAnswer {...props} />;
    case "choice":
      return <SingleChoice {...props} />;
    case "choices":
      return <Choices {...props} />;
    case "text":
      return <TextAnswer {...props} />;
    case "date":
      return <DateAnswer {...props} />;
    case "signature":
      return <SignaturePad {...props} />;
    case "photo":
      return <h3>{title(props.item)}</h3>;
  }
}

export function title(item: Item): string {
  return item.required === false ? `${inLanguage(item.title)} · ${crew().check.optional}` : inLanguage(item.title);
}

function Help({ item }: { item: Item }) {
  return (
    <p class="muted itemhelp grow">
      {item.help && inLanguage(item.help)}
      {item.help && item.source && <br />}
      {item.source && `${crew().check.source} ${sourceWords(item.source)}`}
    </p>
  );
}

function Consequence({ drafting, item }: { drafting: Drafting; item: Item }) {
  const w = crew().check;
  const answer = drafting.draft.value.answers[item.key];
  if (!answer || reasonOf(item, answer, limitsOf(drafting.draft.value)) === null) return null;
  const grade = item.grade ?? "general";
  return (
    <>
      {item.guards && <Notice status="danger" urgent>{w.gasBad(inLanguage(item.title))}</Notice>}
      <p class="status danger raises">
        <Icon name={grade === "major" ? "danger" : "warn"} />
        {w.raisesHazard(w.grades[grade])}
      </p>
    </>
  );
}

/** In a confined space nothing is photographed before the air has been measured and found safe. */
function Pictures({ drafting, section, item }: Omit<QuestionProps, "previous">) {
  const w = crew().check;
  const draft = drafting.draft.value;
  const answer = draft.answers[item.key];
  const wanted = photosWanted(item, answer, limitsOf(draft));
  const has = (answer?.photos.length ?? 0) > 0;
  if (!wanted.close_up && !wanted.context && !has && item.kind !== "photo") return null;
  const gas = gasReadingFirst(section, item, Object.values(draft.answers), documentOf(draft), limitsOf(draft));
  if (gas && !has) {
    const name = inLanguage(gas.item.title);
    return gas.code === "gas_missing" ? <Notice status="warn">{w.gasFirst(name)}</Notice> : <Notice status="danger" urgent>{w.gasBad(name)}</Notice>;
  }
  return <PhotoSlots drafting={drafting} item={item} wanted={wanted} locked={gas !== null} />;
}
