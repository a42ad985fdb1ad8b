/** Who is told, one after the other, when something is due or overdue. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { number } from "../../i18n/format";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead, Section } from "../../ui/page";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { listed, office } from "../words";
import { LadderForm } from "./ladder_form";
import type { Ladder, Role, Rows } from "./types";
import { settings } from "./words";

export default function LaddersScreen(_: { params: Params }) {
  const loading = useLoad<Rows<Ladder>>("/api/escalation-ladders");
  const [editing, setEditing] = useState<Ladder | null>(null);
  const w = settings();
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.ladders} sub={w.laddersSub} />
      <SectionTabs of="settings" />
      <Loaded of={loading}>
        {({ items }) =>
          items.map((ladder) => (
            <Section key={ladder.key} title={inLanguage(ladder.name)} aside={may("calendars.write") && <Button icon="pencil" onClick={() => setEditing(ladder)}>{w.edit}</Button>}>
              <LadderView ladder={ladder} />
            </Section>
          ))
        }
      </Loaded>
      {editing && (
        <LadderForm
          ladder={editing}
          onClose={() => {
            setEditing(null);
            loading.reload();
          }}
        />
      )}
    </Frame>
  );
}

const rolesWords = (roles: readonly Role[]): string => listed(roles.map((role) => settings().roles[role]));

function LadderView({ ladder }: { ladder: Ladder }) {
  const w = settings();
  return (
    <ol class="plain ladder">
      <li>
        <b>{ladder.warn_before_minutes === null ? w.noWarn : w.warnedBefore(spanWords(ladder.warn_before_minutes))}</b>
        <span>{ladder.warn_before_minutes !== null && rolesWords(ladder.warn)}</span>
      </li>
      {ladder.steps.map((step, i) => (
        <li key={i}>
          <b>{i === 0 ? w.atDue : w.after(spanWords(ladder.steps[i - 1]!.delay_minutes))}</b>
          <span>{rolesWords(step.roles)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Whole days and hours as such, anything else in minutes. */
function spanWords(minutes: number): string {
  const w = settings().inWords;
  if (minutes >= 1440 && minutes % 1440 === 0) return w.day(number(minutes / 1440));
  if (minutes >= 60 && minutes % 60 === 0) return w.hour(number(minutes / 60));
  return w.minute(number(minutes));
}
