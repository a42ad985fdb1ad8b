/** Taking a complaint in while the caller is on the line: by keyboard alone, in under a minute, never lost. */
import { useEffect, useState } from "preact/hooks";
import { post } from "../../api";
import type { Params } from "../../shell/router";
import { time } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Segment, TextArea, TextField } from "../../ui/field";
import { WrongFields } from "../../ui/notice";
import { PageHead } from "../../ui/page";
import { Frame } from "../frame";
import { inputId, useForm } from "../form";
import { office, wordOf } from "../words";
import { AddressField } from "./address_field";
import { type EarlierCase, addressOf, Earlier, useEarlier } from "./caller";
import { categoryOf, readCategories } from "./categories";
import { CategoryKeys } from "./category_keys";
import { type Intake, blank, bodyOf, forgetDraft, keptDraft, useKeeping } from "./intake_form";
import { intakeWords } from "./intake_words";
import { Receipt } from "./receipt";
import { type Suggestions, Suggested, useSuggestions } from "./suggestions";
import { DESK_CHANNELS, KINDS, MATTER_CLASSES, type Story, URGENCIES } from "./types";
import { complaints } from "./words";

export default function IntakeScreen(_: { params: Params }) {
  const [round, setRound] = useState(0);
  const [received, setReceived] = useState<Story | null>(null);
  useEffect(() => void readCategories(), []);
  const w = intakeWords();
  const again = (): void => {
    setReceived(null);
    setRound(round + 1);
  };
  return (
    <Frame crumbs={[{ name: office().page.desk, href: "/app/desk" }, { name: received ? received.number : w.title }]}>
      {received ? (
        <>
          <PageHead title={w.receiptTitle} />
          <Receipt of={received} onNext={again} />
        </>
      ) : (
        <IntakeForm key={round} onReceived={setReceived} />
      )}
    </Frame>
  );
}

function IntakeForm({ onReceived }: { onReceived: (story: Story) => void }) {
  const w = intakeWords();
  const [kept] = useState(keptDraft);
  const form = useForm<Intake>(kept?.intake ?? blank());
  const { values } = form;
  const keptAt = useKeeping(values);
  const earlier = useEarlier(values.phone);
  const suggestions = useSuggestions(values.text, values.building?.id);
  const { change } = form;

  const submit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    await form.submit(async () => {
      const story = await post<Story>("/api/complaints", bodyOf(values));
      forgetDraft();
      onReceived(story);
    });
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return void submit(event);
    const taken = event.altKey && takenBy(event.code, earlier, suggestions);
    if (!taken) return;
    change(taken);
    event.preventDefault();
  };
  return (
    <form onSubmit={submit} onKeyDown={onKey} noValidate>
      <PageHead
        title={w.title}
        sub={<span role="status">{keptAt ? w.draftKept(time(keptAt)) : kept ? w.draftFound : " "}</span>}
        actions={<Button onClick={() => form.reset(blank())}>{w.discard}</Button>}
      />
      <WrongFields problem={form.problem} idOf={inputId} />
      <div class="columns main-side">
        <div class="stack">
          <div class="form-grid">
            <TextField autoFocus type="tel" inputMode="tel" label={w.phone} hint={w.phoneHint} id={inputId("/caller/phone")} value={values.phone} onInput={(phone) => change({ phone })} error={form.errorAt("/caller/phone")} />
            <TextField optional label={w.name} id={inputId("/caller/name")} value={values.name} onInput={(name) => change({ name })} error={form.errorAt("/caller/name")} />
          </div>
          <AddressField intake={values} onChange={change} error={form.errorAt("/address") ?? form.errorAt("/building")} />
          <CategoryKeys label={w.category} hint={w.categoryHint} id={inputId("/category")} value={values.category} onChoose={(category) => change({ category })} error={form.errorAt("/category")} />
          <TextArea rows={3} optional label={w.text} hint={w.textHint} id={inputId("/text")} value={values.text} onInput={(text) => change({ text })} error={form.errorAt("/text")} />
          {categoryOf(values.category)?.measures_temperature && <TextField optional inputMode="decimal" unit="°C" label={w.indoor} id={inputId("/indoor_c")} value={values.indoor} onInput={(indoor) => change({ indoor })} error={form.errorAt("/indoor_c")} />}
          <More values={values} onChange={change} errorAt={form.errorAt} />
          <div class="row">
            <Button kind="primary" type="submit" icon="ok" busy={form.busy}>{w.submit}</Button>
            <p class="muted no-phone">{w.keys}</p>
          </div>
        </div>
        <div>
          <Earlier cases={earlier} onTake={change} />
          <Suggested of={suggestions} category={values.category} onTake={(category) => change({ category })} />
        </div>
      </div>
    </form>
  );
}

/** Alt+1…3: the address of an earlier case; Alt+S: the suggested category. */
function takenBy(code: string, earlier: readonly EarlierCase[] | null, suggestions: Suggestions | null): Partial<Intake> | null {
  const one = earlier?.[["Digit1", "Digit2", "Digit3"].indexOf(code)];
  if (one) return addressOf(one);
  const best = code === "KeyS" && suggestions?.categories[0];
  return best ? { category: best.key } : null;
}

interface MoreProps {
  values: Intake;
  onChange: (changes: Partial<Intake>) => void;
  errorAt: (pointer: string) => string | undefined;
}

/** What follows from the category, and the answer of what is answered at once. */
function More({ values, onChange, errorAt }: MoreProps) {
  const [w, c] = [intakeWords(), complaints()];
  const category = categoryOf(values.category);
  const options = <T extends string>(of: readonly T[], names: Record<T, string>) => of.map((value) => ({ value, name: wordOf(names, value) }));
  return (
    <>
      <details class="more-filters">
        <summary>{w.more}</summary>
        <div class="stack">
          <Segment label={w.channel} value={values.channel} options={options(DESK_CHANNELS, c.channel)} onChange={(channel) => onChange({ channel: channel as Intake["channel"] })} />
          <Segment label={w.urgency} value={values.urgency || (category?.urgency ?? "ordinary")} options={options(URGENCIES, c.urgency)} onChange={(urgency) => onChange({ urgency: urgency as Intake["urgency"] })} />
          <Segment label={w.kind} value={values.kind || (category?.kind ?? "complaint")} options={options(KINDS, c.kind)} onChange={(kind) => onChange({ kind: kind as Intake["kind"] })} />
          <Segment label={w.matter} value={values.matter_class || (category?.matter_class ?? "livelihood")} options={options(MATTER_CLASSES, c.matterClass)} onChange={(matter) => onChange({ matter_class: matter as Intake["matter_class"] })} />
          <div class="form-grid">
            <TextField optional label={w.residentName} hint={w.residentHint} id={inputId("/resident/name")} value={values.residentName} onInput={(residentName) => onChange({ residentName })} error={errorAt("/resident/name")} />
            <TextField optional type="tel" inputMode="tel" label={w.residentPhone} id={inputId("/resident/phone")} value={values.residentPhone} onInput={(residentPhone) => onChange({ residentPhone })} error={errorAt("/resident/phone")} />
          </div>
        </div>
      </details>
      <label class="choice">
        <input type="checkbox" checked={values.answered} onChange={(event) => onChange({ answered: event.currentTarget.checked })} />
        {w.answered}
      </label>
      {values.answered && (
        <div class="form-grid">
          <TextField label={w.cause} id={inputId("/answer/cause")} value={values.cause} onInput={(cause) => onChange({ cause })} error={errorAt("/answer/cause")} />
          <TextField label={w.measure} id={inputId("/answer/measure")} value={values.measure} onInput={(measure) => onChange({ measure })} error={errorAt("/answer/measure")} />
          <TextField label={w.contact} id={inputId("/answer/contact")} value={values.contact} onInput={(contact) => onChange({ contact })} error={errorAt("/answer/contact")} />
        </div>
      )}
    </>
  );
}
