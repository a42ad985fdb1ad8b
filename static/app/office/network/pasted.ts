/** "Building, station" line by line, as it is copied from a table. */
export interface PastedRow {
  /** In the text, from 1. */
  line: number;
  building: string;
  station: string;
}

export interface Pasted {
  rows: PastedRow[];
  /** Lines that are not two codes. */
  wrong: number[];
}

/** The text of a file: tables saved on Chinese computers are often in GBK. */
export function textIn(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Codes may have spaces within: tabs, commas and semicolons come first. Empty lines and a heading are passed over. */
export function readPasted(text: string): Pasted {
  const rows: PastedRow[] = [];
  const wrong: number[] = [];
  text.replace(/^\ufeff/, "").split(/\r?\n/).forEach((line, i) => {
    const cells = cellsOf(line);
    if (cells.length === 0 || (i === 0 && cells.length > 1 && cells.every((cell) => /编号|编码|code/i.test(cell)))) return;
    const [building, station] = cells;
    if (cells.length === 2 && building && station) rows.push({ line: i + 1, building, station });
    else wrong.push(i + 1);
  });
  return { rows, wrong };
}

const cellsOf = (line: string): string[] => line.trim().split(/[\t,，;；]/.test(line.trim()) ? /[\t,，;；]/ : /\s+/).map((cell) => cell.trim().replace(/^"|"$/g, "")).filter(Boolean);
