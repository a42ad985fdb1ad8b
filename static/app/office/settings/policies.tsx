/** How long each step of a hazard may take: data of the city, with who changed it and when. */
import { useState } from "preact/hooks";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { inLanguage } from "../../i18n";
import { Button } from "../../ui/button";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { PageHead, Section } from "../../ui/page";
import { DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { SectionTabs } from "../section_tabs";
import { listed, office, wordOf } from "../words";
import { amountWords } from "./amount";
import { LastChange } from "./history";
import { PolicyForm } from "./policy_form";
import type { Policy, PolicyRule } from "./types";
import { settings } from "./words";

const POLICIES = "/api/deadline-policies";

export default function PoliciesScreen(_: { params: Params }) {
  const loading = useLoad<Policy[]>(POLICIES);
  const [editing, setEditing] = useState<Policy | null>(null);
  const w = settings();
  return (
    <Frame crumbs={[{ name: office().page.settings }]}>
      <PageHead title={w.policies} sub={w.policiesSub} />
      <SectionTabs of="settings" />
      <Loaded of={loading}>{(policies) => policies.map((policy) => <PolicyView key={policy.key} policy={policy} onEdit={() => setEditing(policy)} />)}</Loaded>
      {editing && (
        <PolicyForm
          policy={editing}
          onClose={() => {
            setEditing(null);
            loading.reload();
          }}
        />
      )}
    </Frame>
  );
}

function PolicyView({ policy, onEdit }: { policy: Policy; onEdit: () => void }) {
  const w = settings();
  const title = inLanguage(policy.name);
  const rows = policy.rules.map((rule, i) => ({ rule, key: String(i) }));
  return (
    <Section title={title} aside={may("policies.write") && <Button icon="pencil" onClick={onEdit}>{w.edit}</Button>}>
      <DataTable
        caption={title}
        rows={rows}
        keyOf={(row) => row.key}
        columns={[
          { key: "applies", title: w.applies, cell: ({ rule }) => appliesTo(rule) },
          { key: "limit", title: w.limit, cell: ({ rule }) => <b>{amountWords(rule.amount)}</b> },
          { key: "not_after", title: w.notAfter, cell: ({ rule }) => rule.not_after && w.gateBefore(wordOf(office().gate, rule.not_after)) },
        ]}
      />
      <p class="muted">{w.basedOn(inLanguage(policy.basis))}</p>
      <LastChange of={policy} title={title} path={`${POLICIES}/${policy.key}`} />
    </Section>
  );
}

function appliesTo(rule: PolicyRule): string {
  const w = settings();
  const parts = [
    rule.grades.length > 0 && listed(rule.grades.map((grade) => wordOf(office().grade, grade))),
    rule.in_season !== null && w.inSeason[rule.in_season ? "yes" : "no"],
    rule.rural !== null && w.rural[rule.rural ? "yes" : "no"],
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : w.everything;
}
