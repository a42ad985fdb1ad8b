/** Language, appearance, password and signing out. */
import "./start";
import { useState } from "preact/hooks";
import { patch } from "../api";
import { CrewScreen } from "../crew/frame";
import { type Language, language, nameOf, speak } from "../i18n";
import { shell } from "../i18n/shell";
import { Button, ButtonLink } from "../ui/button";
import { Segment } from "../ui/field";
import { Notice } from "../ui/notice";
import { Facts } from "../ui/page";
import { PasswordForm } from "./password";
import { myDrafts, onlyHere } from "./queue";
import { me, signOut } from "./session";
import { type Theme, applyTheme, theme } from "./theme";

export default function Account() {
  const w = shell().account;
  const person = me.value!;
  return (
    <CrewScreen title={w.title}>
      <Facts
        rows={[
          [w.name, person.user.name],
          [shell().signIn.username, person.user.username],
          [w.role, shell().roles[person.user.role as keyof ReturnType<typeof shell>["roles"]] ?? person.user.role],
          [w.unit, nameOf(person.organization)],
        ]}
      />
      <Segment
        label={w.language}
        value={language.value}
        onChange={(chosen) => chooseLanguage(chosen as Language)}
        options={[{ value: "zh", name: "中文" }, { value: "en", name: "English" }]}
      />
      <Segment
        label={w.theme}
        value={theme.value}
        onChange={(chosen) => applyTheme(chosen as Theme)}
        options={(["system", "light", "dark", "sun"] as const).map((value) => ({ value, name: w.themes[value] }))}
      />
      <Password />
      <ButtonLink href="/app/access">{w.sessions}</ButtonLink>
      <SignOut />
    </CrewScreen>
  );
}

/** Here at once; the account follows when there is a network. */
function chooseLanguage(chosen: Language): void {
  speak(chosen);
  void patch("/api/account", { language: chosen }).catch(() => undefined);
}

export function Password() {
  const w = shell().account;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const changed = (): void => {
    setOpen(false);
    setDone(true);
  };
  return (
    <section class="stack" aria-label={w.password}>
      {done && <Notice status="ok" urgent>{w.changed}</Notice>}
      {open ? <PasswordForm onChanged={changed} /> : <Button onClick={() => setOpen(true)}>{w.password}</Button>}
    </section>
  );
}

/** What exists only on this phone is never left behind. */
export function SignOut() {
  const w = shell().account;
  if (onlyHere.value > 0) {
    return (
      <Notice status="warn" actions={<ButtonLink href="/app/outbox">{w.toOutbox}</ButtonLink>}>
        {w.signOutQueue(onlyHere.value)}
      </Notice>
    );
  }
  return (
    <section class="stack" aria-label={w.signOut}>
      <p class="muted">
        {w.signOutText} {myDrafts.value.length > 0 && w.signOutDrafts(myDrafts.value.length)}
      </p>
      <Button kind="danger" onClick={() => void signOut()}>{w.signOut}</Button>
    </section>
  );
}
