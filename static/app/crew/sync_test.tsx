/** Step by step from this phone's disk to the server and back, ending with "the server confirms n of n". */
import { useEffect, useState } from "preact/hooks";
import { Problem, call } from "../api";
import { crew } from "../i18n/crew";
import { dateTime } from "../i18n/format";
import { may } from "../shell/session";
import { sendNow } from "../shell/working";
import { read, write } from "../store/meta";
import type { Confirmation } from "../store/shapes";
import { clockOffset, learnClock } from "../sync/clock";
import { compareWithServer } from "../sync/manifest";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Section } from "../ui/page";
import { Status } from "../ui/status";
import { CLOCK_TOLERANCE_MS } from "./phone";

const ASK_AGAIN_MS = 200;

type Step = "store" | "server" | "session" | "clock" | "manifest";

interface Result {
  step: Step;
  good: boolean;
  words: string;
}

export function SyncTest({ onDone }: { onDone: () => void }) {
  const w = crew().phone;
  const [results, setResults] = useState<Result[]>([]);
  const [confirmed, setConfirmed] = useState<Confirmation | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void read("confirmed").then((kept) => setConfirmed(kept ?? null));
  }, []);
  const run = async (): Promise<void> => {
    setBusy(true);
    setResults([]);
    for await (const result of steps()) setResults((before) => [...before, result]);
    setConfirmed((await read("confirmed")) ?? null);
    setBusy(false);
    onDone();
  };
  if (!may("sync")) return <p class="muted">{w.noPermission}</p>;
  return (
    <Section title={w.test}>
      {confirmed && <Confirmed confirmation={confirmed} />}
      <ol class="teststeps">
        {results.map(({ step, good, words }) => (
          <li key={step}>
            <Status status={good ? "ok" : "danger"}>{w.steps[step]}</Status> <span class="muted">{words}</span>
          </li>
        ))}
      </ol>
      <Button kind="primary" busy={busy} onClick={() => void run()}>{busy ? w.testing : w.test}</Button>
    </Section>
  );
}

function Confirmed({ confirmation }: { confirmation: Confirmation }) {
  const w = crew().phone;
  const whole = confirmation.confirmed === confirmation.sent && confirmation.missing_photos.length === 0;
  return (
    <Notice status={whole ? "ok" : "warn"}>
      <b>{w.confirmed(confirmation.confirmed, confirmation.sent)}</b> <span class="muted">{w.confirmedAt(dateTime(confirmation.at))}</span>
      {confirmation.missing_operations.length > 0 && <p>{w.missing(confirmation.missing_operations.length)}</p>}
      {confirmation.missing_photos.length > 0 && <p>{w.missingPhotos(confirmation.missing_photos.length)}</p>}
    </Notice>
  );
}

/** Stops at the first step that fails: the ones after it would fail too. */
async function* steps(): AsyncGenerator<Result> {
  for (const [step, act] of [["store", testStore], ["server", testServer], ["session", testSession], ["clock", testClock], ["manifest", testManifest]] as const) {
    try {
      yield { step, good: true, words: await act() };
    } catch (error) {
      yield { step, good: false, words: error instanceof Error ? error.message : String(error) };
      return;
    }
  }
}

async function testStore(): Promise<string> {
  const began = performance.now();
  await write("confirmed", (await read("confirmed")) ?? { at: new Date().toISOString(), sent: 0, confirmed: 0, missing_operations: [], missing_photos: [] });
  return crew().phone.ms(Math.round(performance.now() - began));
}

async function testServer(): Promise<string> {
  const began = performance.now();
  const { headers } = await call("/healthz").catch((error: unknown) => {
    throw error instanceof Problem ? error : new Error(crew().outbox.results.unreachable);
  });
  learnClock(headers.get("Date"));
  return crew().phone.ms(Math.round(performance.now() - began));
}

async function testSession(): Promise<string> {
  await call("/api/session");
  return "";
}

async function testClock(): Promise<string> {
  const offset = await clockOffset();
  if (offset !== null && Math.abs(offset) > CLOCK_TOLERANCE_MS) throw new Error(crew().phone.clockWrong);
  return offset === null ? "" : crew().phone.seconds(Math.round(Math.abs(offset) / 1000));
}

/** What is just being sent counts too, by whichever tab. */
async function testManifest(): Promise<string> {
  while ((await sendNow(true)) === "busy") await new Promise((done) => setTimeout(done, ASK_AGAIN_MS));
  const { confirmed, sent } = await compareWithServer();
  return crew().phone.confirmed(confirmed, sent);
}
