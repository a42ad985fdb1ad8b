/** A form being filled in: kept on the phone at every change, with its pictures, until it goes into the queue. */
import { type Signal, signal } from "@preact/signals";
import { isFull } from "../store/db";
import type { ActDraft } from "../store/complaint_shapes";
import { type NewOperation, submitStep } from "../store/outbox";
import type { TakenPhoto } from "../store/photos";
import type { StepDraft, StepPhoto } from "../store/shapes";
import { discardStepDraft, saveStepDraft } from "../store/steps";
import type { SaveFailure } from "./drafting";

const REST_MS = 300;

export abstract class Keeping<D extends StepDraft | ActDraft> {
  readonly draft: Signal<D>;
  readonly failure = signal<SaveFailure | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Submitted or given up: what comes late must not bring the draft back. */
  private over = false;

  constructor(draft: D) {
    this.draft = signal(draft);
  }

  change(changed: Partial<D>): void {
    if (this.over) return;
    this.draft.value = { ...this.draft.value, ...changed, updated_at: new Date().toISOString() };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), REST_MS);
  }

  /** In place of another picture of the same role; without room the text is kept and the picture is not. */
  async takePhoto(role: StepPhoto["role"], taken: TakenPhoto): Promise<void> {
    const before = this.draft.value.photos;
    const photo: StepPhoto = { sha256: taken.photo.sha256, role, taken_at: taken.photo.taken_at };
    this.show([...before.filter((each) => each.role !== role), photo]);
    if (await this.save([taken])) return;
    const why = this.failure.value;
    this.show(before);
    if (await this.save()) this.failure.value = why;
  }

  private show(photos: StepPhoto[]): void {
    this.change({ photos } as Partial<D>);
  }

  async save(taken: TakenPhoto[] = []): Promise<boolean> {
    clearTimeout(this.timer);
    try {
      await saveStepDraft(this.draft.value, taken);
      this.failure.value = null;
      return true;
    } catch (error) {
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }

  /** Into the outbox; false when it could not be kept. */
  protected async send(made: Omit<NewOperation, "author" | "happened_at" | "photos">): Promise<boolean> {
    if (!(await this.save())) return false;
    const draft = this.draft.value;
    this.over = true;
    try {
      const photos = [...new Set(draft.photos.map((photo) => photo.sha256))];
      await submitStep(draft, { ...made, author: draft.author, happened_at: new Date().toISOString(), photos });
      return true;
    } catch (error) {
      this.over = false;
      this.failure.value = isFull(error) ? "full" : "failed";
      return false;
    }
  }

  async discard(): Promise<void> {
    clearTimeout(this.timer);
    this.over = true;
    await discardStepDraft(this.draft.value.id);
  }
}
