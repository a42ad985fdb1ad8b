/** A table as the server read it, and finding its columns by what they are called. */
export interface Preview {
  columns: string[];
  rows: number;
  sample: Record<string, string>[];
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_\-()（）:：]/g, "");

/** Of the names, the first that a column has; compared without case, spaces and punctuation. */
export function columnFinder(columns: readonly string[]): (names: readonly string[]) => string | undefined {
  const byName = new Map(columns.map((column) => [plain(column), column]));
  return (names) => names.map((name) => byName.get(plain(name))).find(Boolean);
}

/** Without what is empty. */
export function filled(table: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => value !== ""));
}
