/** A text to hand on, easy to read aloud and to copy. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button";
import { ui } from "../ui/words";

export function Secret({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div class="secret">
      <output>{text}</output>
      {navigator.clipboard && <Button onClick={copy}>{copied ? ui().copied : ui().copy}</Button>}
    </div>
  );
}
