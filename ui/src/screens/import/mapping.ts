/** Which field each column of a sheet becomes, and what a person changes about that. */
import type { ColumnView } from "../../bridge/bindings";

/** Field name by column letter, empty for a column left out. */
export type Mapping = Record<string, string>;

/** The mapping as it was recognised. */
export function mappingOf(columns: ColumnView[]): Mapping {
  return Object.fromEntries(columns.map(({ letter, name }) => [letter, name]));
}

/** The mapping after one column was given another field, which no other of its sheet keeps. */
export function remapped(columns: ColumnView[], letter: string, name: string): Mapping {
  const mapping = mappingOf(columns);
  for (const other of Object.keys(mapping)) {
    const isRival = name !== "" && mapping[other] === name && sheetOf(other) === sheetOf(letter);
    if (isRival) mapping[other] = "";
  }
  return { ...mapping, [letter]: name };
}

/** The sheet before the letter, as in `备用!B`; empty for the first sheet. */
function sheetOf(letter: string): string {
  return letter.includes("!") ? letter.slice(0, letter.lastIndexOf("!")) : "";
}
