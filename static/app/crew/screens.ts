/** The crew's screens and their addresses. Each is a chunk of its own, kept on the phone by the service worker. */
import type { Screen } from "../shell/router";

export const crewScreens: readonly Screen[] = [
  { pattern: "/app/scan", needs: null, load: () => import("./scan") },
  { pattern: "/app/label/:code", needs: null, load: () => import("./label") },
  { pattern: "/app/places/:id", needs: null, load: () => import("./site") },
  { pattern: "/app/assets/:id", needs: null, load: () => import("./asset") },
  { pattern: "/app/inspect/:draft", needs: "inspections.submit", load: () => import("./checklist") },
  { pattern: "/app/report", needs: "hazards.report", load: () => import("./report") },
  { pattern: "/app/my/hazards", needs: "hazards.read", load: () => import("./hazards/list") },
  { pattern: "/app/my/hazards/:id", needs: "hazards.read", load: () => import("./hazards/hazard") },
  { pattern: "/app/my/hazards/:id/:step", needs: "hazards.read", load: () => import("./hazards/step") },
  { pattern: "/app/my/hazards/:id/photo/:sha256", needs: "hazards.report", load: () => import("./hazards/replacing") },
  { pattern: "/app/my/verification", needs: "hazards.read", load: () => import("./hazards/verification") },
  { pattern: "/app/my/complaints", needs: "complaints.read", load: () => import("./complaints/list") },
  { pattern: "/app/my/complaints/:id", needs: "complaints.read", load: () => import("./complaints/complaint") },
  { pattern: "/app/my/complaints/:id/:act", needs: "complaints.handle", load: () => import("./complaints/act") },
  { pattern: "/app/handbook", needs: "hazards.read", load: () => import("./handbook/list") },
  { pattern: "/app/handbook/:key", needs: "hazards.read", load: () => import("./handbook/code") },
  { pattern: "/app/my/inbox", needs: null, load: () => import("./inbox") },
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
