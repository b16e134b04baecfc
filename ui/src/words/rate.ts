/** Rates as they are said. */

/** `82%`; — where there is nothing to count, which is neither 0 nor 100. */
export function percentWord({ percent }: { percent: number | null }): string {
  return percent === null ? "—" : `${percent}%`;
}
