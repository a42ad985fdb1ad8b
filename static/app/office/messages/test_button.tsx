/** Send a test and say what came back, in the receiver's own words. */
import { useState } from "preact/hooks";
import { post } from "../../api";
import { number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { Notice, sentence } from "../../ui/notice";
import { wordOf } from "../words";
import type { TestResult } from "./types";
import { messages } from "./words";

const WAIT = 60_000;

export function TestButton({ path, onDone }: { path: string; onDone: () => void }) {
  const w = messages();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<TestResult | Error | null>(null);
  const test = async (): Promise<void> => {
    setBusy(true);
    setResult(null);
    try {
      setResult(await post<TestResult>(`${path}/test`, {}, WAIT));
      onDone();
    } catch (error) {
      setResult(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="test stack-tight">
      <Button icon="send" busy={busy} onClick={() => void test()}>{busy ? w.testing : w.test}</Button>
      {result instanceof Error && <Notice urgent status="danger">{sentence(result)}</Notice>}
      {result && !(result instanceof Error) && (
        <Notice urgent status={result.result === "sent" ? "ok" : result.result === "refused" ? "danger" : "warn"}>
          <b>{wordOf(w.results, result.result)}</b>
          <p>
            {[result.result === "sent" ? "" : result.detail, w.took(number(result.took_ms, 0))].filter(Boolean).join(" · ")}
          </p>
        </Notice>
      )}
    </div>
  );
}
