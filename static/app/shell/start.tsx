/**
 * Starts the app: draws what is known on this phone, then asks the server.
 *
 * Every screen that is loaded later imports this module too: what all of them share with the start is then one file
 * for the bundler, where it would otherwise be cut into a dozen, each a round trip on a slow network.
 */
import { render } from "preact";
import { App } from "./app";
import { watchQueue } from "./queue";
import { followLinks } from "./router";
import { openSession } from "./session";
import { applyTheme } from "./theme";
import { watchUpdates } from "./update";
import { startWorking } from "./working";

export function start(): void {
  applyTheme();
  followLinks();
  const root = document.getElementById("app")!;
  root.textContent = "";
  render(<App />, root);
  void watchQueue().then(openSession).then(startWorking);
  watchUpdates();
}
