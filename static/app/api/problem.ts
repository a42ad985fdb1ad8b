/** What the server answers when something is wrong (RFC 9457), and the failure to reach it at all. */

export interface WrongField {
  pointer: string;
  code: string;
  detail: string;
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: WrongField[];
  [more: string]: unknown;
}

export class Problem extends Error {
  constructor(
    readonly document: ProblemDocument,
    /** Seconds the server asks us to wait, from Retry-After. */
    readonly retryAfter: number | null = null,
  ) {
    super(document.detail);
  }

  get status(): number {
    return this.document.status;
  }

  get code(): string {
    return this.document.code;
  }

  get errors(): WrongField[] {
    return this.document.errors ?? [];
  }

  /** The text for one field of the body, by its JSON pointer. */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.detail;
  }
}

/** No answer: no signal, server down, or the connection died half-way. Nothing is known about what the server did. */
export class Unreachable extends Error {}

export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  const isProblem = response.headers.get("Content-Type")?.includes("json");
  const document = isProblem ? ((await response.json().catch(() => null)) as Partial<ProblemDocument> | null) : null;
  return new Problem(
    {
      type: "about:blank",
      title: response.statusText,
      detail: `HTTP ${response.status}`,
      code: `http.${response.status}`,
      ...document,
      status: response.status,
    },
    retryAfter,
  );
}
