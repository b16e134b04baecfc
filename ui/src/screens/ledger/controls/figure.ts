/**
 * A reported figure (domain §8.2): a number, 无 (asked and confirmed, kept as 0), 正在核实, or
 * nothing, which means that nobody has asked yet. No figure ever begins as 0.
 */
import { t } from "../../../texts";

/** What a figure holds that was asked for and is being found out. */
export const CHECKING = "checking";

/** Which of the four a figure is. */
export type FigureState = "number" | "none" | "checking" | "unasked";

/** What a figure says, whether typed or loaded. */
export function figureState(value: string | null): FigureState {
  const text = value?.trim() ?? "";
  if (text === "") return "unasked";
  if (text === CHECKING) return "checking";
  return /^0+(\.0+)?$/.test(text) ? "none" : "number";
}

/** A figure in words, with its unit behind a number. */
export function figureInWords(value: string | null, unit: string): string {
  switch (figureState(value)) {
    case "unasked":
      return t.form.unasked;
    case "checking":
      return t.form.checking;
    case "none":
      return t.form.none;
    case "number":
      return `${value ?? ""}${unit}`;
  }
}
