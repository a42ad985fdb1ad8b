/** The smallest test runner: collects `test_it_…` functions and tells the page what became of each. */
type Act = () => void | Promise<void>;

interface Result {
  name: string;
  error: string | null;
}

const tests: [string, Act][] = [];

export function it(name: string, act: Act): void {
  tests.push([name, act]);
}

export function equal(actual: unknown, expected: unknown, about = ""): void {
  const [a, b] = [canonical(actual), canonical(expected)];
  if (a !== b) throw new Error(`${about}\n  expected ${b}\n  but was  ${a}`);
}

export function truthy(actual: unknown, about = ""): void {
  if (!actual) throw new Error(`${about || "expected something true"}, but was ${String(actual)}`);
}

export async function rejects(act: () => Promise<unknown>, kind: RegExp): Promise<void> {
  const error = await act().then(
    () => null,
    (reason: unknown) => String(reason),
  );
  if (!error || !kind.test(error)) throw new Error(`expected a failure like ${kind}, but got ${error}`);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export async function runAll(): Promise<Result[]> {
  const results: Result[] = [];
  for (const [name, act] of tests) {
    try {
      await act();
      results.push({ name, error: null });
    } catch (error) {
      results.push({ name, error: String((error as Error).stack ?? error) });
    }
  }
  return results;
}

Object.assign(globalThis, { runAll });
