import { inLanguage } from "../../i18n";
import { number } from "../../i18n/format";
import type { Reason } from "./types";
import { readiness } from "./words";

export function Reasons({ reasons, most = 3 }: { reasons: readonly Reason[]; most?: number }) {
  return (
    <ul class="reasons">
      {reasons.slice(0, most).map((reason, i) => (
        <li key={i}>{inLanguage(reason.text)}</li>
      ))}
      {reasons.length > most && <li class="muted">{readiness().reasonsMore(number(reasons.length - most))}</li>}
    </ul>
  );
}
