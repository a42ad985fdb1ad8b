/** Choosing a new password: asked for at the first sign-in, and offered on the account page. */
import { useState } from "preact/hooks";
import { post } from "../api";
import { shell } from "../i18n/shell";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice, WrongFields } from "../ui/notice";
import { Problem } from "../api";
import { confirmSession, me } from "./session";

/** In place of every other screen until it is done. */
export function PasswordChange() {
  return (
    <main class="field signin stack">
      <h1>{shell().account.password}</h1>
      <Notice status="info">{shell().account.mustChange}</Notice>
      <PasswordForm onChanged={() => void confirmSession()} />
    </main>
  );
}

const idOf = (pointer: string): string => `password-${pointer.slice(1)}`;

export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const w = shell().account;
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [problem, setProblem] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const different = again !== "" && again !== next;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (again !== next) return setAgain(again || " ");
    setBusy(true);
    setProblem(null);
    try {
      await post("/api/account/password", { current, new: next });
      setCurrent("");
      setNext("");
      setAgain("");
      onChanged();
    } catch (error) {
      setProblem(error as Error);
    } finally {
      setBusy(false);
    }
  };
  const at = (pointer: string): string | undefined => (problem instanceof Problem ? problem.at(pointer) : undefined);
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <WrongFields problem={problem} idOf={idOf} />
      <input type="text" autoComplete="username" value={me.value?.user.username ?? ""} readOnly hidden />
      <TextField id={idOf("/current")} label={w.current} type="password" autoComplete="current-password" value={current} onInput={setCurrent} error={at("/current")} required />
      <TextField id={idOf("/new")} label={w.next} hint={w.nextHint} type="password" autoComplete="new-password" value={next} onInput={setNext} error={at("/new")} required />
      <TextField id={idOf("/again")} label={w.again} type="password" autoComplete="new-password" value={again} onInput={setAgain} error={different ? w.different : undefined} required />
      <Button type="submit" kind="primary" busy={busy}>{w.change}</Button>
    </form>
  );
}
