/** What a scanned or typed label means, on this phone first and from the server when it is not known here. */
import "../shell/start";
import { useEffect, useState } from "preact/hooks";
import { crew } from "../i18n/crew";
import { parse, withHyphen } from "../rules/labels";
import { type Params, navigate, search } from "../shell/router";
import { isCrew, may } from "../shell/session";
import { Button, ButtonLink } from "../ui/button";
import { Blank } from "../ui/notice";
import { BindLabel } from "./bind";
import { CrewScreen } from "./frame";
import { keepLabel } from "./kept_labels";
import { type Resolved, resolveLabel } from "./resolve";
import { ScanFault } from "./scan_fault";

export default function Label({ params }: { params: Params }) {
  const code = params["code"]!;
  const [resolved, setResolved] = useState<Resolved | null>(null);
  const [binding, setBinding] = useState(false);
  const parsed = parse(code);
  useEffect(() => {
    let gone = false;
    setResolved(null);
    if (typeof parsed !== "string") void resolveLabel(parsed).then((found) => !gone && setResolved(found));
    return () => {
      gone = true;
    };
  }, [code]);
  useEffect(() => {
    if (resolved?.state === "attached") openAsset(resolved, code);
  }, [resolved]);
  const w = crew().label;
  if (binding) return <BindLabel code={typeof parsed === "string" ? code : parsed.code} />;
  return (
    <CrewScreen title={w.title} up="/app/scan" actions={<ButtonLink href="/app/scan" icon="scan">{w.scanAgain}</ButtonLink>}>
      {typeof parsed === "string" ? <ScanFault fault={parsed} /> : <Meaning resolved={resolved} code={shown(parsed)} onBind={() => setBinding(true)} />}
    </CrewScreen>
  );
}

function shown({ code, short }: { code: string; short: boolean }): string {
  return short ? withHyphen(code) : code;
}

/** The time of the scan goes along: it is evidence of the inspection. */
function openAsset(resolved: Extract<Resolved, { state: "attached" }>, code: string): void {
  if (!isCrew.value) return navigate(`/app/sites/${resolved.site}`, { replace: true });
  const scanned_at = search.value.get("scanned_at") ?? new Date().toISOString();
  navigate(`/app/assets/${resolved.asset}?${new URLSearchParams({ label: resolved.code ?? code, scanned_at })}`, { replace: true });
}

function Meaning({ resolved, code, onBind }: { resolved: Resolved | null; code: string; onBind: () => void }) {
  const w = crew().label;
  const find = <ButtonLink href="/app/">{w.find}</ButtonLink>;
  if (resolved === null || resolved.state === "attached") return <p role="status" class="muted">{w.looking}</p>;
  if (resolved.state === "retired") return <Blank title={w.retired} icon="off" actions={find}>{w.retiredText}</Blank>;
  if (resolved.state === "lost") return <Blank title={w.lost} icon="warn" actions={find}>{w.lostText}</Blank>;
  if (resolved.state === "unknown") return <Blank title={w.unknown(code)} icon="search" actions={find}>{w.unknownText}</Blank>;
  if (resolved.state === "failed") return <Blank title={w.unknown(code)} icon="warn" actions={find}>{resolved.reason}</Blank>;
  if (resolved.state === "blank") {
    return (
      <Blank title={w.blank} icon="tag" actions={may("labels.attach") && <Button kind="primary" onClick={onBind}>{w.bind}</Button>}>
        {may("labels.attach") ? w.blankText(code) : w.forbidden}
      </Blank>
    );
  }
  return <NoSignal code={code} find={find} onBind={onBind} />;
}

function NoSignal({ code, find, onBind }: { code: string; find: preact.JSX.Element; onBind: () => void }) {
  const w = crew().label;
  const [kept, setKept] = useState(false);
  const keep = async (): Promise<void> => {
    await keepLabel(code);
    setKept(true);
  };
  return (
    <Blank
      title={w.offline(code)}
      icon="signal"
      actions={
        <>
          {find}
          {may("labels.attach") && <Button onClick={onBind}>{w.fresh}</Button>}
          <Button disabled={kept} onClick={() => void keep()}>{kept ? w.kept : w.keep}</Button>
        </>
      }
    >
      {w.offlineText}
    </Blank>
  );
}

