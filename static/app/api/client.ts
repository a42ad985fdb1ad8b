/** One way to the server: JSON in, JSON out, a Problem or Unreachable thrown. Used by pages and by the service worker. */
import { Unreachable, problemOf } from "./problem";

export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  json?: unknown;
  /** Sent as it is instead of `json`. */
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds before the call counts as unreachable. */
  timeout?: number;
}

export interface Answered<T> {
  status: number;
  value: T;
  headers: Headers;
}

let acceptLanguage = "zh";
let onSignedOut: () => void = () => undefined;

/** Answers come in this language from now on. */
export function answerIn(language: string): void {
  acceptLanguage = language;
}

/** Called whenever the server says that nobody is signed in. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

export async function call<T>(path: string, { method = "GET", json, body, headers = {}, signal, timeout = 30_000 }: Call = {}): Promise<Answered<T>> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeout);
  signal?.addEventListener("abort", () => limit.abort());
  try {
    const response = await fetch(path, {
      method,
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
      headers: { "Accept-Language": acceptLanguage, ...(json === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      credentials: "same-origin",
      cache: "no-store",
      signal: limit.signal,
    });
    if (!response.ok) throw await refused(response, path, method);
    const text = response.status === 204 ? "" : await response.text();
    return { status: response.status, value: (text ? JSON.parse(text) : undefined) as T, headers: response.headers };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || limit.signal.aborted) throw new Unreachable(String(error));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function refused(response: Response, path: string, method: string): Promise<Error> {
  const problem = await problemOf(response);
  const signingIn = path === "/api/session" && method === "POST";
  if (problem.status === 401 && !signingIn) onSignedOut();
  return problem;
}

/** Content that is no JSON, such as a picture. */
export async function getBytes(path: string): Promise<ArrayBuffer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 60_000);
  try {
    const response = await fetch(path, { credentials: "same-origin", signal: limit.signal });
    if (!response.ok) throw await refused(response, path, "GET");
    return await response.arrayBuffer();
  } catch (error) {
    if (error instanceof TypeError || limit.signal.aborted) throw new Unreachable(String(error));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

export const get = async <T>(path: string, signal?: AbortSignal): Promise<T> => (await call<T>(path, signal ? { signal } : {})).value;
export const post = async <T>(path: string, json: unknown = {}, timeout?: number): Promise<T> => (await call<T>(path, { method: "POST", json, ...(timeout ? { timeout } : {}) })).value;
export const put = async <T>(path: string, json: unknown): Promise<T> => (await call<T>(path, { method: "PUT", json })).value;
export const patch = async <T>(path: string, json: unknown): Promise<T> => (await call<T>(path, { method: "PATCH", json })).value;
export const del = async (path: string): Promise<void> => void (await call(path, { method: "DELETE" }));

/** "/api/sites?q=x&kind=y" without the empty ones. */
export function query(path: string, given: Record<string, string | number | boolean | null | undefined>): string {
  const pairs = Object.entries(given).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return pairs.length ? `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}` : path;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}
