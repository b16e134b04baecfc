/** Which columns fit beside an open record, and how wide they are. */
import type { FieldView, LedgerView } from "../../bridge/bindings";
import { codesOf } from "../../desk";
import { toneOf } from "../../words/level";

/** A column with its width in pixels. */
export interface Column {
  field: FieldView;
  width: number;
}

const WIDTHS: Partial<Record<FieldView["kind"]["type"], number>> = {
  int: 72,
  decimal: 80,
  figure: 88,
  bool: 72,
  date: 94,
  month_day: 76,
  time: 124,
  ref: 76,
  phone: 124,
  id_no: 176,
  area_code: 124,
  text: 96,
  codes: 120,
  long_text: 150,
};
/** Columns that take what space is left. */
const STRETCHING = new Set(["long_text", "text", "codes", "lines", "refs", "ref"]);
const USUAL = 100;
const NUMBER_WIDTH = 72;
const CHARACTER = 15;
const PADDING = 24;

/**
 * The columns that fit. The first two, levels, the state and its term always stay; of the others, codes
 * leave first, because names, days and places say more.
 */
export function fittingColumns(ledger: LedgerView, space: number): Column[] {
  const kept: Column[] = ledger.columns.flatMap((name) => {
    const field = ledger.fields.find((candidate) => candidate.name === name);
    return field ? [{ field, width: widthOf(field) }] : [];
  });
  while (total(kept) > space) {
    const next = nextToLeave(kept, ledger);
    if (next < 0) break;
    kept.splice(next, 1);
  }
  return stretched(kept, space);
}

function nextToLeave(columns: Column[], ledger: LedgerView): number {
  const isState = ({ name }: FieldView): boolean => name === ledger.flow?.state;
  const term = ledger.flow && columns.find(({ field }) => field.kind.type === "date")?.field;
  const mayLeave = columns.map(
    ({ field }, index) => index > 1 && field !== term && !isState(field) && !isLevel(field),
  );
  const codes = columns.map(({ field }, index) => mayLeave[index] && field.kind.type === "code");
  const lastCode = codes.lastIndexOf(true);
  return lastCode >= 0 ? lastCode : mayLeave.lastIndexOf(true);
}

function isLevel(field: FieldView): boolean {
  return field.kind.type === "code" && toneOf(field.kind.of, "") !== null;
}

function widthOf(field: FieldView): number {
  return Math.max(contentWidth(field), field.label.length * CHARACTER + 16);
}

function contentWidth(field: FieldView): number {
  const { kind } = field;
  if (field.automatic && kind.type === "text") return NUMBER_WIDTH;
  // Names of people are short; what other ledgers' rows are called is not.
  if (kind.type === "ref" && kind.of !== "person") return WIDTHS.text ?? USUAL;
  if (kind.type !== "code") return WIDTHS[kind.type] ?? USUAL;
  const longest = Math.max(0, ...codesOf(kind.of).map(({ label }) => label.length));
  const mark = isLevel(field) ? 2 * CHARACTER : 0;
  return Math.min(USUAL + PADDING, longest * CHARACTER + PADDING + mark);
}

function isElastic({ kind, automatic }: FieldView): boolean {
  const isPerson = kind.type === "ref" && kind.of === "person";
  return STRETCHING.has(kind.type) && !automatic && !isPerson;
}

function total(columns: Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

function stretched(columns: Column[], space: number): Column[] {
  const elastic = columns.filter(({ field }) => isElastic(field));
  const spare = Math.max(0, space - total(columns));
  const share = elastic.length > 0 ? spare / total(elastic) : 0;
  return columns.map((column) =>
    elastic.includes(column) ? { ...column, width: column.width * (1 + share) } : column,
  );
}
