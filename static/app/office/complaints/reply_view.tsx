import { date } from "../../i18n/format";
import { Facts } from "../../ui/page";
import { wordOf } from "../words";
import { stepWords } from "./step_words";
import type { Reply } from "./types";
import { complaints } from "./words";

/** A reply as the resident reads it. */
export function ReplyView({ reply }: { reply: Reply }) {
  const w = stepWords();
  return (
    <Facts
      rows={[
        [w.disposition, wordOf(complaints().disposition, reply.disposition)],
        [w.cause, reply.cause],
        [w.measure, reply.measure],
        [w.measureOn, date(reply.measure_on)],
        reply.promised_on && [w.promisedOn, date(reply.promised_on)],
        reply.explanation && [w.explanation, <span key="explanation" class="prose">{reply.explanation}</span>],
        reply.proof && [w.proof, <a key="proof" href={`/app/complaints/${reply.proof}`}>{w.proof}</a>],
        [w.contact, reply.contact],
        reply.text && [w.replyText, <span key="text" class="prose">{reply.text}</span>],
      ]}
    />
  );
}
