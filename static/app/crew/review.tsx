/** The last page: what was found, what is missing, with what evidence; then into the queue. */
import { useState } from "preact/hooks";
import { inLanguage } from "../i18n";
import { crew } from "../i18n/crew";
import { time } from "../i18n/format";
import { failing, itemsOf, tally } from "../rules/checklists";
import { navigate } from "../shell/router";
import { sendNow } from "../shell/working";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Notice } from "../ui/notice";
import { Section } from "../ui/page";
import { byItem, countedAnswers, documentOf, limitsOf, missing } from "./answers";
import type { Drafting } from "./drafting";
import { CrewScreen } from "./frame";
import { Previous } from "./previous_button";
import { SaveFailed } from "./save_failure";

interface ReviewProps {
  drafting: Drafting;
  onItem: (key: string) => void;
  onBack: () => void;
}

export function Review({ drafting, onItem, onBack }: ReviewProps) {
  const w = crew().review;
  const draft = drafting.draft.value;
  const gaps = missing(draft);
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    // What another tab has kept meanwhile may have opened a gap: that is shown instead.
    if (!(await drafting.save()) || missing(drafting.draft.value).length > 0 || !(await drafting.submit())) return setBusy(false);
    navigate(`/app/assets/${draft.asset}`, { replace: true });
    void sendNow(true);
  };
  const check = crew().check;
  return (
    <CrewScreen
      title={w.title}
      up={`/app/assets/${draft.asset}`}
      sub={draft.household_name ? `${draft.asset_name} · ${draft.household_name}` : draft.asset_name}
      actions={
        <>
          <Previous onClick={onBack} />
          <Button kind="primary" disabled={gaps.length > 0} busy={busy} onClick={() => void submit()}>{check.submit}</Button>
        </>
      }
    >
      {gaps.length > 0 ? <Gaps drafting={drafting} onItem={onItem} /> : <Notice status="ok">{w.complete}</Notice>}
      <SaveFailed form={drafting} />
      <Counts drafting={drafting} />
      <Evidence drafting={drafting} />
    </CrewScreen>
  );
}

function Gaps({ drafting, onItem }: Pick<ReviewProps, "drafting" | "onItem">) {
  const w = crew().review;
  const draft = drafting.draft.value;
  const titles = new Map(itemsOf(documentOf(draft)).map((item) => [item.key, inLanguage(item.title)]));
  const gaps = missing(draft);
  return (
    <section class="gaps" aria-label={w.missing(gaps.length)}>
      <h2><span class="status danger"><Icon name="danger" />{w.missing(gaps.length)}</span></h2>
      <ul class="list places">
        {[...byItem(gaps)].map(([item, codes]) => (
          <li key={item}>
            <button type="button" class="place" onClick={() => onItem(item)}>
              <b>{titles.get(item) ?? item}</b>
              {codes.map((code) => (
                <span key={code} class="status danger">{w.faults[code]}</span>
              ))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Counts({ drafting }: { drafting: Drafting }) {
  const w = crew().review;
  const draft = drafting.draft.value;
  const total = tally(documentOf(draft), countedAnswers(draft), limitsOf(draft));
  const hazards = failing(documentOf(draft), countedAnswers(draft), limitsOf(draft));
  const titles = new Map(itemsOf(documentOf(draft)).map((item) => [item.key, inLanguage(item.title)]));
  return (
    <div class="stack-tight">
      <p class="row counts">
        <span class="status ok"><Icon name="ok" />{w.passed} {total.passed}</span>
        <span class="status danger"><Icon name="danger" />{w.failed} {total.failed}</span>
        <span class="status off"><Icon name="off" />{w.notApplicable} {total.not_applicable}</span>
      </p>
      {hazards.length > 0 && (
        <Notice status="warn">
          <b>{w.hazards(hazards.length)}</b>
          <ul>
            {hazards.map(({ item, grade }) => (
              <li key={item}>{titles.get(item)} · {crew().check.grades[grade]}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

function Evidence({ drafting }: { drafting: Drafting }) {
  const w = crew().review;
  const { label, position, started_at } = drafting.draft.value;
  const photos = countedAnswers(drafting.draft.value).reduce((sum, answer) => sum + answer.photos.length, 0);
  return (
    <Section title={w.evidence}>
      <ul class="evidence">
        <li>{label ? w.labelScanned(label.code, time(label.scanned_at)) : w.labelNone}</li>
        <li>{w.photos(photos)}</li>
        <li>{position ? w.position(position.accuracy_m) : w.positionNone}</li>
        <li>{w.times(time(started_at), time(new Date()))}</li>
      </ul>
    </Section>
  );
}
