/** One account: role and place, state, devices. */
import { useState } from "preact/hooks";
import { patch, post } from "../../api";
import type { Params } from "../../shell/router";
import { may } from "../../shell/session";
import { date, dateTime } from "../../i18n/format";
import { Button, ButtonLink } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Facts, PageHead, Section } from "../../ui/page";
import { Chip } from "../../ui/status";
import { Frame } from "../frame";
import { areaTrail, organizationTrail } from "../lookups";
import { office, wordOf } from "../words";
import { OneTime } from "./one_time";
import { Sessions } from "./sessions";
import type { User } from "./types";
import { people } from "./words";

export default function PersonScreen({ params }: { params: Params }) {
  const loading = useLoad<User>(`/api/users/${params["id"]}`);
  return (
    <Frame crumbs={[{ name: office().page.people, href: "/app/people" }, { name: loading.value?.name ?? "…" }]}>
      <Loaded whole of={loading}>{(user) => <PersonView user={user} onChanged={loading.reload} />}</Loaded>
    </Frame>
  );
}

function PersonView({ user, onChanged }: { user: User; onChanged: () => void }) {
  const w = people();
  return (
    <>
      <PageHead
        title={user.name}
        sub={`${wordOf(office().role, user.role)} · ${organizationTrail(user.organization)}`}
        status={user.disabled_at ? <Chip status="off">{w.disabledSince(date(user.disabled_at))}</Chip> : <Chip status={user.must_change_password ? "info" : "ok"}>{user.must_change_password ? w.mustChange : w.active}</Chip>}
        actions={may("people.write") && <Actions user={user} onChanged={onChanged} />}
      />
      <Section title={w.facts}>
        <Facts
          two
          rows={[
            [w.username, <span key="username" class="code">{user.username}</span>],
            [w.role, wordOf(office().role, user.role)],
            [w.organization, organizationTrail(user.organization)],
            [w.area, user.area ? areaTrail(user.area) : w.wholeCity],
            [w.phone, user.phone || "—"],
            [w.created, dateTime(user.created_at)],
          ]}
        />
      </Section>
      {may("people.write") && (
        <Section title={w.sessions}>
          <Sessions path={`/api/users/${user.id}/sessions`} mayRevoke />
        </Section>
      )}
    </>
  );
}

function Actions({ user, onChanged }: { user: User; onChanged: () => void }) {
  const w = people();
  const [asked, setAsked] = useState<"disable" | "reset" | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  const close = (): void => setAsked(null);
  const disabled = user.disabled_at !== null;
  const turn = async (): Promise<void> => {
    await patch(`/api/users/${user.id}`, { version: user.version, disabled: !disabled });
    onChanged();
  };
  const reset = async (): Promise<void> => {
    setPassword((await post<{ password: string }>(`/api/users/${user.id}/password-reset`)).password);
    onChanged();
  };
  return (
    <>
      <ButtonLink icon="pencil" href={`/app/people/${user.id}/edit`}>{w.edit}</ButtonLink>
      <Button icon="key" onClick={() => setAsked("reset")}>{w.reset}</Button>
      <Button kind={disabled ? "plain" : "danger"} onClick={() => setAsked("disable")}>{disabled ? w.enable : w.disable}</Button>
      {asked === "disable" && (
        <Confirm danger={!disabled} title={disabled ? w.enableTitle : w.disableTitle} action={disabled ? w.enable : w.disable} onConfirm={turn} onClose={close}>
          <p><b>{user.name}</b></p>
          <p>{disabled ? w.enableText : w.disableText}</p>
        </Confirm>
      )}
      {asked === "reset" && <Confirm title={w.resetTitle} action={w.reset} onConfirm={reset} onClose={close}><p><b>{user.name}</b></p><p>{w.resetText}</p></Confirm>}
      {password && <OneTime password={password} name={user.name} onClose={() => setPassword(null)} />}
    </>
  );
}
