/** One's own devices and tokens. */
import { useState } from "preact/hooks";
import { type Page, del } from "../../api";
import { Password, SignOut } from "../../shell/account";
import type { Params } from "../../shell/router";
import { me } from "../../shell/session";
import { nameOf } from "../../i18n";
import { date, dateTime } from "../../i18n/format";
import { shell } from "../../i18n/shell";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { Facts, PageHead, Section } from "../../ui/page";
import { type Column, DataTable } from "../../ui/table";
import { Frame } from "../frame";
import { Sessions } from "../people/sessions";
import { Preferences } from "../preferences";
import { office, wordOf } from "../words";
import { NewToken } from "./new_token";
import { access } from "./words";

interface Token {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
}

export default function AccessScreen(_: { params: Params }) {
  const w = access();
  return (
    <Frame crumbs={[{ name: office().page.account }]}>
      <PageHead title={office().page.account} actions={<ButtonLink icon="bell" href="/app/channels">{office().tab.channels}</ButtonLink>} />
      <div class="columns two">
        <Section title={w.me}>
          <Me />
        </Section>
        <Section title={w.looks}>
          <div class="stack">
            <Preferences />
            <Password />
            <SignOut />
          </div>
        </Section>
      </div>
      <Section title={w.sessions} aside={w.sub}>
        <Sessions path="/api/account/sessions" mayRevoke />
      </Section>
      <Tokens />
    </Frame>
  );
}

function Me() {
  const person = me.value;
  if (!person) return null;
  return (
    <Facts
      rows={[
        [office().field.name, person.user.name],
        [shell().signIn.username, <span key="username" class="code">{person.user.username}</span>],
        [shell().account.role, wordOf(office().role, person.user.role)],
        [office().field.organization, nameOf(person.organization)],
        [office().field.area, person.area ? nameOf(person.area) : access().wholeCity],
      ]}
    />
  );
}

function Tokens() {
  const loading = useLoad<Page<Token>>("/api/tokens");
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<Token | null>(null);
  const w = access();
  const add = <Button icon="plus" onClick={() => setMaking(true)}>{w.newToken}</Button>;
  const columns: Column<Token>[] = [
    { key: "name", title: w.name, cell: (row) => <b>{row.name}</b>, by: (row) => row.name },
    { key: "scopes", title: w.scopes, cell: (row) => <span class="code">{row.scopes.join(" ")}</span> },
    { key: "created", title: w.created, cell: (row) => dateTime(row.created_at), by: (row) => row.created_at },
    { key: "used", title: w.lastUsed, cell: (row) => (row.last_used_at ? dateTime(row.last_used_at) : office().never), by: (row) => row.last_used_at },
    { key: "expires", title: w.expires, cell: (row) => (row.expires_at ? date(row.expires_at) : w.noExpiry), by: (row) => row.expires_at },
    { key: "revoke", title: w.revoke, silent: true, end: true, cell: (row) => <Button kind="danger" onClick={() => setAsked(row)}>{w.revoke}</Button> },
  ];
  const revoke = async (token: Token): Promise<void> => {
    await del(`/api/tokens/${token.id}`);
    loading.reload();
  };
  return (
    <Section title={w.tokens} aside={add}>
      <p class="lead-in">{w.tokensText}</p>
      <Loaded of={loading}>{(page) => <DataTable caption={w.tokens} columns={columns} rows={page.items} keyOf={(row) => row.id} empty={<Blank icon="key" title={w.noTokens} />} />}</Loaded>
      {making && <NewToken onClose={() => (setMaking(false), loading.reload())} />}
      {asked && (
        <Confirm title={w.revokeTitle} action={w.revoke} onConfirm={() => revoke(asked)} onClose={() => setAsked(null)}>
          <p><b>{asked.name}</b></p>
          <p>{w.revokeText}</p>
        </Confirm>
      )}
    </Section>
  );
}
