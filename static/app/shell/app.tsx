/** Chooses the screen for the address and the person, and keeps focus and title in step. */
import { type ComponentType, Component, type ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { crewScreens } from "../crew/screens";
import { Today } from "../crew/today";
import { language } from "../i18n";
import { shell } from "../i18n/shell";
import { Button, ButtonLink } from "../ui/button";
import { Blank } from "../ui/notice";
import { ui } from "../ui/words";
import { PasswordChange } from "./password";
import { type Params, type Screen, match, navigate, path, search } from "./router";
import { isAtDesk, isCrew, may, me, permissions, standing } from "./session";
import { onlyHere } from "./queue";
import { SignIn, signInAsked } from "./signin";
import { StatusBar } from "./statusbar";
import { newVersion } from "./update";

declare const OFFICE_STYLE: string;

export function App() {
  useEffect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
  }, [language.value]);
  return (
    <SafetyNet>
      <Standing />
    </SafetyNet>
  );
}

function Standing() {
  useEffect(() => {
    if (standing.value !== "opening") performance.mark("app-ready");
  }, [standing.value]);
  if (standing.value === "opening") return <Opening />;
  if (standing.value === "signed_out" || (standing.value === "expired" && signInAsked.value)) return <SignIn />;
  if (me.value?.user.must_change_password && standing.value === "signed_in") return <PasswordChange />;
  return <Here />;
}

/** A slow network is explained, not left to a turning wheel. */
function Opening() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 3_000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main class="field stack">
      <h1>{shell().app}</h1>
      <p role="status">{slow ? shell().openingSlow : shell().opening}</p>
    </main>
  );
}

const HOME = /^\/(app\/?)?$/;

function Here() {
  const office = useOffice(!isCrew.value || !crewMatch(path.value));
  if (HOME.test(path.value)) {
    if (isCrew.value) return <Today />;
    navigate(isAtDesk.value ? "/app/desk" : "/app/readiness", { replace: true });
    return null;
  }
  const crew = crewMatch(path.value);
  if (crew) return <Loaded key={crew.screen.pattern} {...crew} />;
  if (office === null) return <Opening />;
  const found = find(office, path.value);
  if (!found) return isKnown([...crewScreens, ...office], path.value) ? <Forbidden /> : <NotFound />;
  return (
    <>
      {(standing.value === "expired" || newVersion.value !== null || onlyHere.value > 0) && <StatusBar />}
      <Loaded key={found.screen.pattern} {...found} />
    </>
  );
}

interface Found {
  screen: Screen;
  params: Params;
}

const crewMatch = (pathname: string): Found | null => find(crewScreens, phonePath(pathname));

const OFFICE_PAGES = /^\/app\/(hazards\/[^/]+|inbox)$/;

/** Messages name the office's pages. Who has no office gets the phone's, which need no signal, unless he asks for the whole. */
function phonePath(pathname: string): string {
  if (may("readiness.read") || search.value.has("whole")) return pathname;
  return pathname.replace(OFFICE_PAGES, "/app/my/$1");
}

function find(screens: readonly Screen[], pathname: string): Found | null {
  for (const screen of screens) {
    const params = match(screen.pattern, pathname);
    const allowed = screen.needs === null || permissions.value.has(screen.needs);
    if (params && allowed) return { screen, params };
  }
  return null;
}

function isKnown(screens: readonly Screen[], pathname: string): boolean {
  return screens.some((screen) => match(screen.pattern, pathname));
}

/** The list of office screens and their style, fetched when the first of them is needed. */
function useOffice(needed: boolean): readonly Screen[] | null {
  const [screens, setScreens] = useState<readonly Screen[] | null>(null);
  useEffect(() => {
    if (!needed || screens) return;
    void Promise.all([import("../office/screens"), officeStyle()]).then(([loaded]) => setScreens(loaded.officeScreens), () => setScreens([]));
  }, [needed]);
  return screens;
}

function officeStyle(): Promise<void> {
  return new Promise((ready) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: OFFICE_STYLE });
    link.onload = link.onerror = () => ready();
    document.head.append(link);
  });
}

type Shown = ComponentType<{ params: Params }>;
const loaded = new Map<string, Shown>();

function Loaded({ screen, params }: Found) {
  const [shown, setShown] = useState<Shown | null>(() => loaded.get(screen.pattern) ?? null);
  const [failed, setFailed] = useState(false);
  const load = (): void => {
    setFailed(false);
    screen.load().then(
      (module) => {
        loaded.set(screen.pattern, module.default);
        setShown(() => module.default);
      },
      () => setFailed(true),
    );
  };
  useEffect(() => {
    if (!shown) load();
  }, []);
  if (failed) return <Failed retry={load} />;
  if (!shown) return null;
  const Chosen = shown;
  return <Chosen params={params} />;
}

function Failed({ retry }: { retry: () => void }) {
  return (
    <main class="field stack">
      <h1>{shell().app}</h1>
      <Blank title={shell().screenFailed} icon="signal" actions={<Button onClick={retry}>{shell().retry}</Button>}>
        {shell().screenFailedText}
      </Blank>
    </main>
  );
}

function NotFound() {
  return (
    <main class="field stack">
      <h1>{shell().app}</h1>
      <Blank title={shell().notFound} icon="search" actions={<ButtonLink href="/app/">{shell().home}</ButtonLink>}>
        {shell().notFoundText}
      </Blank>
    </main>
  );
}

function Forbidden() {
  return (
    <main class="field stack">
      <h1>{shell().app}</h1>
      <Blank title={ui().forbiddenTitle} icon="key" actions={<ButtonLink href="/app/">{shell().home}</ButtonLink>}>
        {ui().forbidden}
      </Blank>
    </main>
  );
}

/** A screen that throws is replaced by words and a way on; the store is untouched by it. */
class SafetyNet extends Component<{ children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error): void {
    console.error(error);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main class="field stack">
        <h1>{shell().app}</h1>
        <Blank title={shell().broken} icon="warn" actions={<Button kind="primary" onClick={() => location.assign("/app/")}>{shell().reload}</Button>}>
          {shell().brokenText}
        </Blank>
      </main>
    );
  }
}
