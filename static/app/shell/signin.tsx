/** Signing in. Whoever was signed in here may also go on working without it: captured records wait. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../api";
import { type Language, language, speak } from "../i18n";
import { shell } from "../i18n/shell";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { onlyHere } from "./queue";
import { me, signIn } from "./session";

/** The person asked for the sign-in screen although he may go on without. */
export const signInAsked = signal(false);

export function askToSignIn(asked: boolean): void {
  signInAsked.value = asked;
}

export function SignIn() {
  const w = shell().signIn;
  const [username, setUsername] = useState(me.value?.user.username ?? "");
  const [password, setPassword] = useState("");
  const [seen, setSeen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState("");
  const [spoken, setSpoken] = useState<Language | null>(null);
  useEffect(() => {
    document.title = `${w.title} · ${shell().app}`;
  }, [w.title]);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!username.trim() || !password) return setWrong(w.empty);
    setBusy(true);
    setWrong("");
    try {
      await signIn(username.trim(), password, spoken);
      askToSignIn(false);
    } catch (error) {
      setWrong(error instanceof Problem ? error.message : w.offline);
    } finally {
      setBusy(false);
    }
  };
  const kept = me.value;
  return (
    <main class="field signin stack">
      <LanguageSwitch onSwitch={setSpoken} />
      <p class="brand">
        <img src="/static/icons/icon.svg" alt="" width="72" height="72" />
      </p>
      <h1>{shell().app}</h1>
      <Surroundings />
      {kept && <Notice status="warn">{w.expired(kept.user.name)}</Notice>}
      {!kept && onlyHere.value > 0 && <Notice status="info">{w.kept(onlyHere.value)}</Notice>}
      <form class="stack" onSubmit={submit} noValidate>
        {wrong && <Notice status="danger" urgent>{wrong}</Notice>}
        <TextField id="username" label={w.username} value={username} onInput={setUsername} autoComplete="username" required />
        <TextField id="password" label={w.password} value={password} onInput={setPassword} type={seen ? "text" : "password"} autoComplete="current-password" required />
        <Button kind="quiet" onClick={() => setSeen(!seen)}>{seen ? w.hide : w.show}</Button>
        <div class="stack-tight">
          <Button kind="primary" type="submit" busy={busy}>{w.action}</Button>
          {kept && <Button onClick={() => askToSignIn(false)}>{w.later}</Button>}
        </div>
      </form>
    </main>
  );
}

function LanguageSwitch({ onSwitch }: { onSwitch: (language: Language) => void }) {
  const other = language.value === "zh" ? "en" : "zh";
  const switchOver = (): void => {
    speak(other);
    onSwitch(other);
  };
  return (
    <p class="end">
      <button type="button" class="button quiet" lang={other === "zh" ? "zh-CN" : "en"} onClick={switchOver}>
        {other === "zh" ? "中文" : "English"}
      </button>
    </p>
  );
}

/** Where the app cannot do its work, and how to get to where it can. */
function Surroundings() {
  const w = shell().signIn;
  if (/MicroMessenger|wxwork/i.test(navigator.userAgent)) return <Notice status="warn">{w.weChat}</Notice>;
  return isSecureContext ? null : <Notice status="danger">{w.insecure}</Notice>;
}
