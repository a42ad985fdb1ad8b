/**
 * A draft under someone's hands, perhaps in several tabs: what this tab has changed rests for a third of a second and
 * then goes over what is kept. Shown is what is kept, with what still rests over it.
 */
import { type Signal, signal } from "@preact/signals";
import { isFull } from "../store/db";
import { type Change, DraftGone } from "../store/kept";
import type { TakenPhoto } from "../store/photos";

const REST_MS = 300;

/** What may go wrong while saving. "gone": submitted or given up elsewhere. */
export type SaveFailure = "full" | "failed" | "gone";

export abstract class Resting<D extends { id: string; updated_at?: string }> {
  readonly draft: Signal<D>;
  readonly unsaved = signal(false);
  readonly failure = signal<SaveFailure | null>(null);
  private resting: Change<D>[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Submitted or given up here: what comes late changes nothing. */
  private over = false;
  private keptAt: string | undefined;

  /** `begun`: it is kept already. `first` waits for the first save that a person causes. */
  constructor(
    draft: D,
    protected begun: boolean,
    first: Partial<D> = {},
  ) {
    this.keptAt = begun ? draft.updated_at : undefined;
    if (Object.keys(first).length > 0) this.resting.push((kept) => ({ ...kept, ...first }));
    this.draft = signal(this.withResting(draft));
  }

  /** The draft with the change and the pictures, as it is kept then. */
  protected abstract write(change: Change<D>, taken: TakenPhoto[]): Promise<D>;
  protected abstract read(): Promise<D | undefined>;

  change(changed: Partial<D>): void {
    this.apply((kept) => ({ ...kept, ...changed }));
  }

  protected apply(change: Change<D>): void {
    if (this.over) return;
    this.resting.push(change);
    this.draft.value = change(this.draft.value);
    this.unsaved.value = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), REST_MS);
  }

  private withResting = (kept: D): D => this.resting.reduce((draft, change) => change(draft), kept);

  /** Write what is not written yet; true when it is on the disk. */
  async save(): Promise<boolean> {
    clearTimeout(this.timer);
    if (this.over) return true;
    if (!this.begun || this.resting.length > 0) return this.put();
    if (this.failure.value !== "gone") this.failure.value = null;
    return this.failure.value === null;
  }

  /** Pictures and what speaks of them go to the disk together, at once; without room the text is kept and the picture is not. */
  protected async putPhoto(change: Change<D>, taken: TakenPhoto): Promise<void> {
    clearTimeout(this.timer);
    if (await this.put(change, [taken])) return;
    const why = this.failure.value;
    if (await this.save()) this.failure.value = why;
  }

  private async put(also: Change<D> = (draft) => draft, taken: TakenPhoto[] = []): Promise<boolean> {
    const written = [...this.resting];
    try {
      const kept = await this.write((draft) => also(written.reduce((before, change) => change(before), draft)), taken);
      this.resting = this.resting.filter((change) => !written.includes(change));
      this.failure.value = null;
      this.show(kept);
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  private show(kept: D): void {
    this.begun = true;
    this.keptAt = kept.updated_at;
    this.draft.value = this.withResting(kept);
    this.unsaved.value = this.resting.length > 0;
  }

  private fail(error: unknown): void {
    this.failure.value = error instanceof DraftGone ? "gone" : isFull(error) ? "full" : "failed";
  }

  /** Something in the store has changed, perhaps this draft in another tab; true when it has. */
  async follow(): Promise<boolean> {
    const kept = await this.read().catch(() => null);
    if (this.over || kept === null) return false;
    if (kept === undefined) {
      if (this.begun) this.failure.value = "gone";
      return false;
    }
    const elsewhere = kept.updated_at !== this.keptAt;
    if (elsewhere) this.show(kept);
    return elsewhere;
  }

  /** Into the outbox, from what is kept; false when it could not be. Nothing is kept after it. */
  protected async hand(submit: (id: string, last: Change<D>) => Promise<void>): Promise<boolean> {
    if (!(await this.save())) return false;
    try {
      await this.end(() => submit(this.draft.value.id, this.withResting));
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  protected async end(act: () => Promise<void>): Promise<void> {
    clearTimeout(this.timer);
    this.over = true;
    try {
      await act();
    } catch (error) {
      this.over = false;
      throw error;
    }
  }
}
