/** The crew's screens and their addresses. Each is a chunk of its own, kept on the phone by the service worker. */
import type { Screen } from "../shell/router";

export const crewScreens: readonly Screen[] = [
  { pattern: "/app/scan", needs: null, load: () => import("./scan") },
  { pattern: "/app/label/:code", needs: null, load: () => import("./label") },
  { pattern: "/app/places/:id", needs: null, load: () => import("./site") },
  { pattern: "/app/assets/:id", needs: null, load: () => import("./asset") },
  { pattern: "/app/inspect/:draft", needs: "inspections.submit", load: () => import("./checklist") },
  { pattern: "/app/report", needs: "hazards.report", load: () => import("./report") },
  { pattern: "/app/outbox", needs: null, load: () => import("./outbox") },
  { pattern: "/app/phone", needs: null, load: () => import("./phone") },
  { pattern: "/app/help", needs: null, load: () => import("./help") },
  { pattern: "/app/account", needs: null, load: () => import("../shell/account") },
];

/** Fetch what the next tap may need while nothing else is going on. */
export function warmUp(): void {
  const idle = (act: () => void): void => void ("requestIdleCallback" in window ? requestIdleCallback(act) : setTimeout(act, 2_000));
  idle(() => crewScreens.forEach((screen) => void screen.load().catch(() => undefined)));
}
