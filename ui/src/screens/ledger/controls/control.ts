/** What every control of a form is given. */
import type { FieldView } from "../../../bridge/bindings";

/** The props shared by all controls; the value is their model. */
export interface ControlProps {
  /** The declared field. */
  field: FieldView;
  /** Id of the element that the label names. */
  id: string;
  /** Id of the hint and of what is wrong. */
  describedby: string;
  /** Whether what it holds was refused. */
  invalid: boolean;
  /** Names of referenced rows by id; controls add those they choose. */
  names: Record<string, string>;
}

/** Kinds that need a whole line of the form whatever they hold. */
const WIDE = new Set(["long_text", "lines", "codes", "refs", "id_no", "figure"]);
const FITS_HALF = 12;

/** Whether the field takes a whole line of the form, given what the books show in it. */
export function isWide(field: FieldView, shown: string): boolean {
  return WIDE.has(field.kind.type) || (field.kind.type === "text" && shown.length > FITS_HALF);
}
