/** One letter with the hazards it names and its reply. */
import { useState } from "preact/hooks";
import { post, query } from "../../api";
import { newId } from "../../store/ids";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { language, nameOf } from "../../i18n";
import { date, dateTime, dueTime } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { Grade } from "../../ui/grade";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section } from "../../ui/page";
import { Photos } from "../../ui/photos";
import { Status } from "../../ui/status";
import { type Column, DataTable } from "../../ui/table";
import { demand, inputId, useForm } from "../form";
import { Frame } from "../frame";
import { titleOf } from "../hazards/title";
import { useLive } from "../live";
import { FormDialog } from "../organizations/form_dialog";
import { type Attached, PhotoField } from "../photo_field";
import { HAZARD_TONE, toneOf } from "../tones";
import { office, wordOf } from "../words";
import { LetterState } from "./list";
import type { Letter, LetterHazard, Reply } from "./types";
import { letterWords } from "./words";

export default function LetterScreen({ params }: { params: Params }) {
  const loading = useLoad<Letter>(`/api/supervision-letters/${params["id"]}`);
  useLive(["supervision_letter"], loading.reload);
  return (
    <Frame live crumbs={[{ name: letterWords().title, href: "/app/letters" }, { name: loading.value?.number ?? "…" }]}>
      <Loaded whole of={loading}>{(letter) => <LetterView letter={letter} onReplied={loading.reload} />}</Loaded>
    </Frame>
  );
}

function LetterView({ letter, onReplied }: { letter: Letter; onReplied: () => void }) {
  const w = letterWords();
  const [replying, setReplying] = useState(false);
  return (
    <>
      <PageHead
        title={letter.title}
        sub={<span class="code">{letter.number}</span>}
        status={<LetterState of={letter} />}
        actions={
          <>
            <ButtonLink icon="printer" href={query(`/api/supervision-letters/${letter.id}/letter.pdf`, { lang: language.value })} target="_blank">{w.print}</ButtonLink>
            {may("hazards.plan") && <Button kind={letter.reply ? "plain" : "primary"} icon="letter" onClick={() => setReplying(true)}>{letter.reply ? w.followUp : w.reply}</Button>}
          </>
        }
      />
      <Section title={w.letter}>
        <Facts
          two
          rows={[
            [w.to, nameOf(letter.organization)],
            [w.from, nameOf(letter.issuer)],
            [w.leader, letter.leader],
            [w.issuedBy, `${letter.issued_by.name} · ${dateTime(letter.issued_at)}`],
            [w.due, date(letter.due_on)],
          ]}
        />
        <p class="prose" style="margin-top:16px">{letter.text}</p>
      </Section>
      <Section title={w.hazards}>
        <DataTable caption={w.hazards} columns={columns()} rows={letter.hazards} keyOf={(row) => row.id} href={(row) => `/app/hazards/${row.id}`} empty={<p class="muted">{w.noHazards}</p>} />
      </Section>
      <Section title={w.reply}>
        {letter.reply ? (
          <ol class="story">
            {[letter.reply, ...letter.follow_ups].map((one, i) => (
              <li key={one.at}>
                <Written reply={one} what={i === 0 ? w.reply : w.followUp} />
              </li>
            ))}
          </ol>
        ) : (
          <p class="muted">{w.noReply}</p>
        )}
      </Section>
      {replying && (
        <ReplyForm
          letter={letter}
          onSent={() => {
            setReplying(false);
            onReplied();
          }}
          onClose={() => setReplying(false)}
        />
      )}
    </>
  );
}

function Written({ reply: { text, photos, by, at }, what }: { reply: Reply; what: string }) {
  return (
    <>
      <b>{what}</b> <span>{by.name}</span>
      <time dateTime={at}>{dateTime(at)}</time>
      <p class="prose">{text}</p>
      <Photos pictures={photos} about={what} />
    </>
  );
}

function columns(): Column<LetterHazard>[] {
  const w = letterWords();
  return [
    { key: "title", title: office().page.hazards, cell: (row) => <HazardTitle row={row} />, by: titleOf },
    { key: "grade", title: office().field.grade, cell: (row) => <Grade of={row.grade}>{wordOf(office().grade, row.grade)}</Grade> },
    { key: "status", title: office().field.state, cell: (row) => <Status status={toneOf(HAZARD_TONE, row.status)}>{wordOf(office().hazardStatus, row.status)}</Status> },
    { key: "site", title: office().field.site, cell: (row) => nameOf({ name: row.site_name, name_en: row.site_name_en }) },
    { key: "due", title: w.rectifyDue, end: true, cell: (row) => (row.rectify_due_at ? dueTime(row.rectify_due_at) : "—") },
  ];
}

function HazardTitle({ row }: { row: LetterHazard }) {
  return (
    <span>
      {titleOf(row)}
      <span class="second" style="font-weight:400">{row.number}</span>
    </span>
  );
}

/** The reply, or after it how it went on. */
function ReplyForm({ letter, onSent, onClose }: { letter: Letter; onSent: () => void; onClose: () => void }) {
  const w = letterWords();
  const [id] = useState(newId);
  const follows = letter.reply !== null;
  const [photos, setPhotos] = useState<Attached[]>([]);
  const form = useForm({ text: "" });
  const send = async (): Promise<void> => {
    demand([["/text", w.replyText, form.values.text]]);
    const body = { text: form.values.text, photos };
    await (follows ? post(`/api/supervision-letters/${letter.id}/follow-ups`, { id, ...body }) : post(`/api/supervision-letters/${letter.id}/reply`, body));
    onSent();
  };
  return (
    <FormDialog title={follows ? w.followUpTitle : w.replyTitle} action={follows ? w.followUp : w.reply} form={form} onSave={send} onClose={onClose}>
      <p class="muted">{follows ? w.followUpHint : w.replyOnce}</p>
      <TextArea required rows={6} label={w.replyText} hint={w.replyHint} id={inputId("/text")} value={form.values.text} onInput={(text) => form.set("text", text)} error={form.errorAt("/text")} />
      <PhotoField optional label={w.replyPhotos} role="other" id={inputId("/photos")} photos={photos} onChange={setPhotos} error={form.errorAt("/photos")} />
    </FormDialog>
  );
}
