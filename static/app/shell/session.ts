/** Who works with this phone. Known from the last sign-in when there is no signal; the server decides as soon as it answers. */
import { computed, signal } from "@preact/signals";
import { type Me, Problem, Unreachable, answerIn, call, del, patch, post, whenSignedOut } from "../api";
import { type Language, language, speak, speakUnlessChosen } from "../i18n";
import { forgetPerson, keepPerson, keptPerson } from "../store/person";
import { learnClock } from "../sync/clock";

export type Standing = "opening" | "signed_out" | "signed_in" | "expired";

export const me = signal<Me | null>(null);
export const standing = signal<Standing>("opening");

export const permissions = computed(() => new Set(me.value?.permissions ?? []));
export const may = (permission: string): boolean => permissions.value.has(permission);

/** Whoever inspects starts at today's work; everyone else at the readiness page. */
export const isCrew = computed(() => permissions.value.has("inspections.submit"));

/** Whoever takes complaints starts at the duty desk. */
export const isAtDesk = computed(() => me.value?.user.role === "duty_officer");

/** Read who signed in last, then ask the server whether that still holds. */
export async function openSession(): Promise<void> {
  whenSignedOut(() => {
    standing.value = me.value ? "expired" : "signed_out";
  });
  language.subscribe(answerIn);
  const kept = await keptPerson();
  if (kept) speakUnlessChosen(kept.user.language);
  me.value = kept;
  standing.value = kept ? "signed_in" : "opening";
  await confirmSession();
}

/** Without an answer the last sign-in stands: capturing never needs a session. */
export async function confirmSession(): Promise<void> {
  try {
    const { value, headers } = await call<Me>("/api/session");
    learnClock(headers.get("Date"));
    await settle(value);
  } catch (error) {
    if (standing.value === "opening") standing.value = "signed_out";
    if (!(error instanceof Unreachable) && !(error instanceof Problem)) throw error;
  }
}

/** `wanted` is the language just chosen on the sign-in page: the account takes it over; else it is the account's. */
export async function signIn(username: string, password: string, wanted: Language | null): Promise<void> {
  const signedIn = await post<Me>("/api/session", { username, password });
  speak(wanted ?? signedIn.user.language);
  if (wanted && wanted !== signedIn.user.language) void patch("/api/account", { language: wanted }).catch(() => undefined);
  await settle(signedIn);
  void navigator.storage?.persist?.();
}

async function settle(signedIn: Me): Promise<void> {
  await keepPerson(signedIn);
  me.value = signedIn;
  standing.value = "signed_in";
}

/** The caller has made sure that nothing waits on this phone. */
export async function signOut(): Promise<void> {
  await del("/api/session").catch(() => undefined);
  await forgetPerson();
  me.value = null;
  standing.value = "signed_out";
}
