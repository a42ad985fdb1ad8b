/** Putting the app on the home screen: offered by the browser where it can, explained where it cannot. */
import { signal } from "@preact/signals";
import { crew } from "../i18n/crew";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";

interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

const offered = signal<InstallPrompt | null>(null);

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offered.value = event as InstallPrompt;
});

export function Install() {
  const w = crew().phone;
  const standalone = matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
  if (standalone) return <Notice status="ok">{w.installed}</Notice>;
  const apple = /iPhone|iPad/.test(navigator.userAgent);
  const install = async (): Promise<void> => {
    await offered.value?.prompt();
    offered.value = null;
  };
  return (
    <Notice status="info" actions={offered.value && <Button kind="primary" onClick={() => void install()}>{w.install}</Button>}>
      <b>{w.install}</b>
      <p>{apple ? w.installApple : w.installHow}</p>
    </Notice>
  );
}
