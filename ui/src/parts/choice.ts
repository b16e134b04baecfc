/** A row that can be chosen in a `Combo`. */
export interface Choice {
  /** Row id or code. */
  id: string;
  /** What names it. */
  label: string;
  /** What tells it from others of the same name. */
  hint: string;
}
