/** Which control a field is filled in with. */
import type { Component } from "vue";
import type { FieldView } from "../../../bridge/bindings";
import CodeControl from "./CodeControl.vue";
import CodesControl from "./CodesControl.vue";
import DateControl from "./DateControl.vue";
import FigureControl from "./FigureControl.vue";
import LinesControl from "./LinesControl.vue";
import RefControl from "./RefControl.vue";
import RefsControl from "./RefsControl.vue";
import TextControl from "./TextControl.vue";
import YesNoControl from "./YesNoControl.vue";

const CONTROLS: Partial<Record<FieldView["kind"]["type"], Component>> = {
  figure: FigureControl,
  lines: LinesControl,
  bool: YesNoControl,
  date: DateControl,
  time: DateControl,
  month_day: DateControl,
  code: CodeControl,
  codes: CodesControl,
  ref: RefControl,
  refs: RefsControl,
};

/** The control of a field; text where nothing else fits. */
export function controlOf(field: FieldView): Component {
  return CONTROLS[field.kind.type] ?? TextControl;
}

/** How many lines, and how long, a card that is read in the dark may have (domain §2.7). */
export function lineLimits(ledger: string): { lines: number; characters: number } | undefined {
  return ledger === "response_card" ? { lines: 5, characters: 22 } : undefined;
}
