/** A print sheet: choose the size, see the first page to scale, open the PDF. */
import { useState } from "preact/hooks";
import { type Page, query } from "../../api";
import { type Params, search } from "../../shell/router";
import { number } from "../../i18n/format";
import { ButtonLink } from "../../ui/button";
import { Segment } from "../../ui/field";
import { useLoad } from "../../ui/load";
import { Loaded } from "../../ui/loaded";
import { Blank } from "../../ui/notice";
import { PageHead, Section } from "../../ui/page";
import { Frame } from "../frame";
import { office } from "../words";
import { type LabelSize, type Printed, Sheet, perPage } from "./preview";
import type { Label } from "./types";
import { labels } from "./words";

/** Enough for the preview, which shows the first page. */
const MOST = 500;

export default function SheetScreen(_: { params: Params }) {
  const codes = (search.value.get("labels") ?? "").split(",").filter(Boolean);
  const batch = search.value.get("batch") ?? "";
  const inBatch = useLoad<Page<Label>>(batch ? query("/api/labels", { batch, limit: MOST }) : null);
  const w = labels();
  return (
    <Frame crumbs={[{ name: office().page.labels, href: "/app/labels" }, { name: w.sheet }]}>
      {batch ? (
        <Loaded whole of={inBatch}>{(page) => <SheetView printed={page.items.map((one) => ({ code: one.code, short: one.short_code }))} more={page.next !== null} from={{ batch }} />}</Loaded>
      ) : (
        <SheetView printed={codes.map((code) => ({ code, short: "" }))} more={false} from={{ labels: codes.join(",") }} />
      )}
    </Frame>
  );
}

interface SheetViewProps {
  printed: readonly Printed[];
  /** There are more than are known here. */
  more: boolean;
  from: { batch?: string; labels?: string };
}

function SheetView({ printed, more, from }: SheetViewProps) {
  const [size, setSize] = useState<LabelSize>("50");
  const w = labels();
  if (printed.length === 0) return <Blank icon="tag" title={w.nothingToPrint} actions={<ButtonLink href="/app/labels">{w.toList}</ButtonLink>} />;
  const count = more ? `${number(printed.length)}+` : number(printed.length);
  return (
    <>
      <PageHead
        title={w.sheet}
        sub={`${w.sheetSub(count)}${from.batch ? ` · ${from.batch}` : ""}`}
        actions={<ButtonLink kind="primary" icon="printer" target="_blank" href={query("/api/label-sheets.pdf", { ...from, size_mm: size })}>{w.openPdf}</ButtonLink>}
      />
      <div style="max-width:420px">
        <Segment label={w.size} value={size} onChange={(value) => setSize(value === "40" ? "40" : "50")} options={(["40", "50"] as const).map((one) => ({ value: one, name: w.sizes[one] }))} />
        <p class="muted" style="margin-top:4px">{w.sizeHint}</p>
      </div>
      <Section title={w.preview} aside={more ? undefined : w.pages(number(Math.ceil(printed.length / perPage(size))))}>
        <p class="lead-in">{w.previewText}</p>
        <Sheet labels={printed} size={size} />
      </Section>
    </>
  );
}
