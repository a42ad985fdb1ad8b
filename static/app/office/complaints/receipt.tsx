/** The number and the tracking code, large enough to read them out, and what happened to the complaint at once. */
import { useEffect, useRef } from "preact/hooks";
import { query } from "../../api";
import { language } from "../../i18n";
import { Button, ButtonLink } from "../../ui/button";
import { Notice } from "../../ui/notice";
import { organizationTrail } from "../lookups";
import { intakeWords } from "./intake_words";
import { printedCode } from "./tracking";
import type { Story } from "./types";

export function Receipt({ of, onNext }: { of: Story; onNext: () => void }) {
  const w = intakeWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  const waits = of.officer === null;
  return (
    <div class="stack receipt" ref={box} role="status">
      <dl class="stats">
        <div class="stat">
          <dt class="what">{w.receiptNumber}</dt>
          <dd class="num code">{of.number}</dd>
        </div>
        <div class="stat">
          <dt class="what">{w.receiptCode}</dt>
          <dd class="num code">{printedCode(of.tracking_code)}</dd>
        </div>
      </dl>
      <Notice status={waits ? "warn" : "ok"}>{of.status === "closed" ? w.closed : of.officer ? w.sentTo(of.officer.name, organizationTrail(of.organization)) : w.waiting}</Notice>
      <p>{w.receiptTell(`${location.host}/track`)}</p>
      <div class="actions">
        <Button kind="primary" icon="plus" onClick={onNext}>{w.next}</Button>
        <ButtonLink icon="printer" href={query(`/api/complaints/${of.id}/receipt.pdf`, { lang: language.value })} target="_blank">{w.print}</ButtonLink>
        <ButtonLink href={`/app/complaints/${of.id}`}>{w.open}</ButtonLink>
      </div>
    </div>
  );
}
