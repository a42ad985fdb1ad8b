/** Answers that are tapped or typed. */
import type { Value } from "../../api";
import { inLanguage } from "../../i18n";
import { crew } from "../../i18n/crew";
import { Segment, TextArea, TextField } from "../../ui/field";
import { type InputProps, title } from "./question";

type Tone = "ok" | "danger" | "off" | "info";

interface OneOfProps extends InputProps {
  options: { value: string; name: string; tone?: Tone }[];
}

function OneOf({ drafting, item, options }: OneOfProps) {
  const value = drafting.draft.value.answers[item.key]?.value;
  return <Segment label={title(item)} value={typeof value === "string" ? value : ""} onChange={(chosen) => drafting.answer(item, { value: chosen })} options={options} />;
}

export function Judgement(props: InputProps) {
  const w = crew().check;
  return (
    <OneOf
      {...props}
      options={[
        { value: "pass", name: w.pass, tone: "ok" },
        { value: "fail", name: w.fail, tone: "danger" },
        { value: "na", name: w.na, tone: "off" },
      ]}
    />
  );
}

export function FourValued(props: InputProps) {
  const w = crew().check;
  return (
    <OneOf
      {...props}
      options={[
        { value: "good", name: w.good, tone: "ok" },
        { value: "fixed", name: w.fixed, tone: "info" },
        { value: "bad", name: w.bad, tone: "danger" },
        { value: "none", name: w.none, tone: "off" },
      ]}
    />
  );
}

export function SingleChoice(props: InputProps) {
  return <OneOf {...props} options={(props.item.options ?? []).map((option) => ({ value: option.key, name: inLanguage(option.title), tone: option.fails ? "danger" : "info" }))} />;
}

export function Choices({ drafting, item }: InputProps) {
  const value = drafting.draft.value.answers[item.key]?.value;
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (key: string): void => {
    const next = chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key];
    drafting.answer(item, { value: next.length ? next : (null as Value | null) });
  };
  return (
    <fieldset class="field-row">
      <legend>{title(item)}</legend>
      {(item.options ?? []).map((option) => (
        <label key={option.key} class="choice">
          <input type="checkbox" checked={chosen.includes(option.key)} onChange={() => toggle(option.key)} />
          {inLanguage(option.title)}
        </label>
      ))}
    </fieldset>
  );
}

export function TextAnswer({ drafting, item }: InputProps) {
  const value = drafting.draft.value.answers[item.key]?.value;
  return <TextArea label={title(item)} value={typeof value === "string" ? value : ""} onInput={(text) => drafting.answer(item, { value: text === "" ? null : text })} rows={3} />;
}

export function DateAnswer({ drafting, item }: InputProps) {
  const value = drafting.draft.value.answers[item.key]?.value;
  return <TextField label={title(item)} type="date" value={typeof value === "string" ? value : ""} onInput={(text) => drafting.answer(item, { value: text === "" ? null : text })} />;
}
