/** C4: the checklist, one section to a page, then a page to check everything. */
import "../shell/start";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Section } from "../api";
import { inLanguage } from "../i18n";
import { crew } from "../i18n/crew";
import { today } from "../i18n/today";
import { itemsOf, visibleItems } from "../rules/checklists";
import { type Params, navigate } from "../shell/router";
import { Button, ButtonLink } from "../ui/button";
import { Confirm } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { Blank, Notice } from "../ui/notice";
import { Progress } from "../ui/progress";
import { byItem, documentOf, missing, progressOf } from "./answers";
import { type Drafting, openDraft } from "./drafting";
import { useResting } from "./following";
import { CrewScreen } from "./frame";
import { Question } from "./items/question";
import { type Reading, previousReadings } from "./previous";
import { Previous } from "./previous_button";
import { Review } from "./review";
import { SaveFailed } from "./save_failure";

export default function Checklist({ params }: { params: Params }) {
  const id = params["draft"]!;
  const [drafting, setDrafting] = useState<Drafting | "gone" | null>(null);
  useEffect(() => {
    void openDraft(id).then((opened) => setDrafting(opened ?? "gone"));
  }, [id]);
  if (drafting === null) return null;
  if (drafting === "gone") return <Gone />;
  return <Filling key={id} drafting={drafting} />;
}

function Gone() {
  const w = crew().check;
  return (
    <CrewScreen title={w.gone}>
      <Blank title={w.gone} icon="clipboard" actions={<ButtonLink href="/app/outbox">{today().outbox}</ButtonLink>}>
        {w.goneText}
      </Blank>
    </CrewScreen>
  );
}

function Filling({ drafting }: { drafting: Drafting }) {
  usePosition(drafting);
  const elsewhere = useResting(drafting);
  const readings = useReadings(drafting);
  const draft = drafting.draft.value;
  const sections = visibleSections(drafting);
  const [focus, setFocus] = useState<string | null>(null);
  const page = Math.min(drafting.page.value, sections.length);
  const turn = (to: number, item: string | null = null): void => {
    drafting.turnTo(to);
    setFocus(item);
    scrollTo(0, 0);
  };
  const toItem = (key: string): void => turn(sections.findIndex((section) => section.items.some((item) => item.key === key)), key);
  useFocus(focus, page, () => setFocus(null));
  const section = sections[page];
  if (!section) return <Review drafting={drafting} onItem={toItem} onBack={() => turn(sections.length - 1)} />;
  return (
    <CrewScreen
      title={draft.asset_name}
      up={`/app/assets/${draft.asset}`}
      actions={<Actions drafting={drafting} page={page} last={page === sections.length - 1} onTurn={turn} onItem={toItem} />}
    >
      <Head drafting={drafting} page={page} of={sections.length} />
      <SaveFailed form={drafting} />
      {elsewhere && <Notice status="warn">{crew().check.elsewhere}</Notice>}
      {draft.corrects && <Notice status="info">{crew().check.corrects}</Notice>}
      <section aria-label={inLanguage(section.title)}>
        <h2 tabIndex={-1} id="section-title">{inLanguage(section.title)}</h2>
        <Questions drafting={drafting} section={section} readings={readings} />
      </section>
      {page === 0 && <Discard drafting={drafting} />}
    </CrewScreen>
  );
}

/** Sections with nothing to ask are left out. */
function visibleSections(drafting: Drafting): Section[] {
  const draft = drafting.draft.value;
  const visible = new Set(visibleItems(documentOf(draft), Object.values(draft.answers)));
  return documentOf(draft).sections.filter((section) => section.items.some((item) => visible.has(item.key)));
}

function Questions({ drafting, section, readings }: { drafting: Drafting; section: Section; readings: Record<string, Reading> }) {
  const draft = drafting.draft.value;
  const visible = new Set(visibleItems(documentOf(draft), Object.values(draft.answers)));
  return (
    <>
      {section.items.filter((item) => visible.has(item.key)).map((item) => (
        <Question key={item.key} drafting={drafting} section={section} item={item} previous={readings[item.key] ?? null} />
      ))}
    </>
  );
}

function Head({ drafting, page, of }: { drafting: Drafting; page: number; of: number }) {
  const w = crew().check;
  const draft = drafting.draft.value;
  const progress = progressOf(draft);
  return (
    <div class="stack-tight">
      <p class="row spread muted">
        <span>
          {draft.household_name && `${w.household(draft.household_name)} · `}
          {w.section(page + 1, of)} · {w.progress(progress.done, progress.of)}
        </span>
        <SavedMark drafting={drafting} />
      </p>
      <Progress done={progress.done} of={progress.of} label={w.progress(progress.done, progress.of)} />
    </div>
  );
}

function SavedMark({ drafting }: { drafting: Drafting }) {
  const w = crew().check;
  const failed = drafting.failure.value;
  if (failed === "failed" || failed === "gone") return <span class="status danger"><Icon name="danger" />{w.notSaved}</span>;
  if (drafting.unsaved.value) return <span class="status off">{w.saving}</span>;
  return <span class="status ok" data-testid="saved"><Icon name="ok" />{w.saved}</span>;
}

interface ActionsProps {
  drafting: Drafting;
  page: number;
  last: boolean;
  onTurn: (page: number) => void;
  onItem: (key: string) => void;
}

/** "Next" turns the page; once everything was seen, it leads from gap to gap. */
function Actions({ drafting, page, last, onTurn, onItem }: ActionsProps) {
  const w = crew().check;
  const gaps = [...byItem(missing(drafting.draft.value)).keys()];
  return (
    <>
      {page > 0 && <Previous onClick={() => onTurn(page - 1)} />}
      {last && gaps[0] !== undefined && <Button onClick={() => onItem(gaps[0]!)}>{w.missing(gaps.length)}</Button>}
      <Button kind="primary" onClick={() => onTurn(page + 1)}>{last ? w.review : w.next}</Button>
    </>
  );
}

function Discard({ drafting }: { drafting: Drafting }) {
  const w = crew().check;
  const [asking, setAsking] = useState(false);
  const discard = async (): Promise<void> => {
    await drafting.discard();
    navigate("/app/", { replace: true });
  };
  return (
    <p class="discard">
      <Button kind="quiet" onClick={() => setAsking(true)}>{w.discard}</Button>
      {asking && (
        <Confirm title={w.discard} action={w.discardAction} onConfirm={discard} onClose={() => setAsking(false)}>
          <p>{w.discardAsk}</p>
        </Confirm>
      )}
    </p>
  );
}

/** Looked for once. */
function usePosition(drafting: Drafting): void {
  useEffect(() => {
    if (drafting.draft.value.position === null) void drafting.locate();
  }, [drafting]);
}

function useReadings(drafting: Drafting): Record<string, Reading> {
  const [readings, setReadings] = useState<Record<string, Reading>>({});
  useEffect(() => {
    const { asset, household } = drafting.draft.value;
    void previousReadings(asset, household, itemsOf(documentOf(drafting.draft.value))).then(setReadings);
  }, [drafting]);
  return readings;
}

/** After a jump: bring the item into view and put the focus on its first input; after a turn, on the heading. */
function useFocus(key: string | null, page: number, done: () => void): void {
  const turned = useRef(page);
  useEffect(() => {
    if (key === null && turned.current !== page) document.getElementById("section-title")?.focus({ preventScroll: true });
    turned.current = page;
    if (key === null) return;
    const question = document.getElementById(`item-${key}`);
    question?.scrollIntoView({ block: "center" });
    question?.querySelector<HTMLElement>("input, textarea, select, button")?.focus({ preventScroll: true });
    done();
  }, [key, page]);
}
