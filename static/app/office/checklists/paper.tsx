/** The checklist's document laid out like the paper form. */
import type { ChecklistDocument, Item } from "../../api";
import { inLanguage, sourceWords } from "../../i18n";
import { Notice } from "../../ui/notice";
import { limitWords } from "../inspections/value";
import { office, wordOf } from "../words";
import { checklists } from "./words";

export function Paper({ document }: { document: ChecklistDocument }) {
  const items = new Map(document.sections.flatMap((section) => section.items).map((item) => [item.key, item]));
  return (
    <div class="paper form">
      {document.sections.map((section, i) => (
        <section key={section.key} aria-label={inLanguage(section.title)}>
          <h2>{checklists().section(`${i + 1}.`, inLanguage(section.title))}</h2>
          {section.confined && <Notice status="warn">{checklists().confined}</Notice>}
          <ol class="items">
            {section.items.map((item) => (
              <li key={item.key}>
                <ItemView item={item} items={items} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function ItemView({ item, items }: { item: Item; items: ReadonlyMap<string, Item> }) {
  return (
    <div class="stack-tight">
      <p>
        <b>{inLanguage(item.title)}</b>
        {!item.required && <span class="muted"> · {checklists().optional}</span>}
      </p>
      {item.help && <p class="muted">{inLanguage(item.help)}</p>}
      <Boxes item={item} />
      <p class="muted">{remarks(item, items).join(" · ")}</p>
    </div>
  );
}

function Boxes({ item }: { item: Item }) {
  const w = checklists();
  const boxes: Partial<Record<Item["kind"], string[]>> = {
    judgement: w.judged.split(" / "),
    four_valued: w.four.split(" / "),
    choice: item.options.map((option) => inLanguage(option.title) + (option.fails ? w.failsOption : "")),
    choices: item.options.map((option) => inLanguage(option.title) + (option.fails ? w.failsOption : "")),
  };
  const shown = boxes[item.kind];
  if (shown) return <p class="boxes line">{shown.map((name) => <span key={name}>{name}</span>)}</p>;
  const normal = limitWords(item, undefined);
  return (
    <p>
      {wordOf(w.itemKind, item.kind)}: _______________ {item.unit ?? ""} {normal && <span class="muted">{normal}</span>}
    </p>
  );
}

function remarks(item: Item, items: ReadonlyMap<string, Item>): string[] {
  const w = checklists();
  const wanted = (["close_up", "context"] as const).filter((role) => item.photos[role] !== "never").map((role) => `${role === "close_up" ? w.closeUp : w.context} ${wordOf(w.photos, item.photos[role])}`);
  return [
    ...(item.when ? [w.when(titleOf(items.get(item.when.item), item.when.item), item.when.is.map((value) => answerName(items.get(item.when?.item ?? ""), value)).join(" / "))] : []),
    ...(item.guards ? [w.guards] : []),
    ...wanted,
    ...(item.grade ? [w.grade(office().grade[item.grade])] : []),
    ...(item.gate ? [w.gate(wordOf(office().gate, item.gate))] : []),
    wordOf(w.aspect, item.aspect),
    ...(item.source ? [`${w.source} ${sourceWords(item.source)}`] : []),
  ];
}

const titleOf = (item: Item | undefined, key: string): string => (item ? inLanguage(item.title) : key);

function answerName(item: Item | undefined, value: string | number | boolean): string {
  const option = item?.options.find((one) => one.key === value);
  if (option) return inLanguage(option.title);
  const names = { judgement: ["pass", "fail", "na"], four_valued: ["good", "fixed", "bad", "none"] } as Record<string, string[]>;
  const at = names[item?.kind ?? ""]?.indexOf(String(value)) ?? -1;
  const words = item?.kind === "judgement" ? checklists().judged : checklists().four;
  return at < 0 ? String(value) : (words.split(" / ")[at] ?? String(value));
}
