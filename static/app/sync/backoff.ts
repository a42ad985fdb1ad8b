/** When to try again. */

/** 2ⁿ seconds up to `most`, with jitter so that a crew coming out of a cellar does not knock at the same instant. */
export function waitAfter(tries: number, most = 300): number {
  return Math.min(2 ** tries, most) * 1000 * (0.5 + Math.random() / 2);
}
