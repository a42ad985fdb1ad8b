/** The first A4 page as it will be printed, in millimetres: the grid of heating/labels/sheet.py. */
import { hyphened } from "./words";

export type LabelSize = "40" | "50";

const PAGE = { width: 210, height: 297 };
const LEAST_MARGIN = 8;
/** Height of the words below a code. */
const WORDS = 25;
/** Modules of the code, and of the quiet zone on each side of it. */
const MODULES = 29;
const QUIET = 4;

function grid(size: LabelSize) {
  const side = Number(size);
  const quiet = (side * QUIET) / MODULES;
  const [width, height] = [side + 2 * quiet, side + 2 * quiet + WORDS];
  const columns = Math.floor((PAGE.width - 2 * LEAST_MARGIN) / width);
  const rows = Math.floor((PAGE.height - 2 * LEAST_MARGIN) / height);
  return { side, quiet, width, height, columns, rows, left: (PAGE.width - columns * width) / 2, top: (PAGE.height - rows * height) / 2 };
}

export function perPage(size: LabelSize): number {
  const { columns, rows } = grid(size);
  return columns * rows;
}

export interface Printed {
  code: string;
  short: string;
}

export function Sheet({ labels, size }: { labels: readonly Printed[]; size: LabelSize }) {
  const { side, quiet, width, height, columns, left, top } = grid(size);
  const shown = labels.slice(0, perPage(size));
  return (
    <div class="sheet-preview" tabIndex={0} role="group" aria-label="A4">
      <svg viewBox={`0 0 ${PAGE.width} ${PAGE.height}`} width="560" role="img" aria-label={`A4, ${shown.length} × ${size} mm`}>
        {shown.map(({ code, short }, i) => {
          const x = left + (i % columns) * width;
          const y = top + Math.floor(i / columns) * height;
          return (
            <g key={code}>
              <rect x={x} y={y} width={width} height={height} fill="none" stroke="#9aa6af" stroke-width="0.2" stroke-dasharray="1 1" />
              <image href={`/api/labels/${code}.svg?size_mm=${size}`} x={x + quiet} y={y + quiet} width={side} height={side} />
              <text x={x + width / 2} y={y + side + 2 * quiet + 5} text-anchor="middle" font-size="6.5" font-weight="700" fill="#14202b">
                {short && hyphened(short)}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
