/** The hazards that the server will raise from an inspection, as this phone can know them: id, words, grade, pictures. Pure. */
import type { Answer, Item } from "../api";
import { type Failing, type Limits, failing, itemsOf, limitsOf as bounds } from "../rules/checklists";
import type { Draft, RaisedHere } from "../store/shapes";
import { countedAnswers, documentOf, limitsOf } from "./answers";

/** `idOf` names the hazard of an item. */
export function raisedBy(draft: Draft, idOf: (item: string) => string): RaisedHere[] {
  const answers = new Map(countedAnswers(draft).map((answer) => [answer.item, answer]));
  const items = new Map(itemsOf(documentOf(draft)).map((item) => [item.key, item]));
  return failing(documentOf(draft), [...answers.values()], limitsOf(draft)).map((found) => raised(items.get(found.item)!, answers.get(found.item)!, found, limitsOf(draft), idOf(found.item)));
}

function raised(item: Item, answer: Answer, found: Failing, limits: Limits, id: string): RaisedHere {
  const what = titleOf(item, found, limits);
  return { id, item: item.key, title: what.zh, title_en: what.en, grade: found.grade, description: answer.note ?? "", photos: answer.photos };
}

interface Both {
  zh: string;
  en: string;
}

/** The twin of heating/inspections/wording.py `hazard_title`, held to it by tests/shared_rules/hazards.json. */
export function titleOf(item: Item, found: Failing, limits: Limits): Both {
  const what = whatOf(item, found, limits);
  return { zh: `${item.title.zh}：${what.zh}`, en: `${item.title.en}: ${what.en}` };
}

function whatOf(item: Item, { reason, value }: Failing, limits: Limits): Both {
  if (reason === "option") return optionsOf(item, value);
  if ((reason === "low" || reason === "high") && typeof value === "number") return measured(item, reason === "low", value, limits);
  return { zh: "不合格", en: "failed" };
}

function optionsOf({ options }: Item, value: Failing["value"]): Both {
  const chosen: unknown[] = Array.isArray(value) ? value : [value];
  const bad = options.filter(({ key, fails }) => fails && chosen.includes(key)).map(({ title }) => title);
  return { zh: bad.map(({ zh }) => zh).join("、"), en: bad.map(({ en }) => en).join(", ") };
}

function measured(item: Item, isLow: boolean, value: number, limits: Limits): Both {
  const { low, high } = bounds(item, limits);
  const unit = item.unit ? ` ${item.unit}` : "";
  const [is, bound] = [`${written(value)}${unit}`, `${written((isLow ? low : high) ?? 0)}${unit}`];
  return { zh: `${is}，${isLow ? "低于下限" : "高于上限"} ${bound}`, en: `${is}, ${isLow ? "below" : "above"} ${bound}` };
}

/** Six digits are what a gauge shows. */
function written(value: number): string {
  return String(Number(value.toPrecision(6)));
}
