/** A step's form, fetched when it is first asked for: the desk opens without any of them. */
import type { ComponentProps } from "preact";
import { useEffect, useState } from "preact/hooks";
import type StepDialog from "./step_dialog";

export function LazyStep(props: ComponentProps<typeof StepDialog>) {
  const [Loaded, setLoaded] = useState<typeof StepDialog | null>(null);
  useEffect(() => void import("./step_dialog").then((module) => setLoaded(() => module.default), props.onClose), []);
  return Loaded && <Loaded {...props} />;
}
