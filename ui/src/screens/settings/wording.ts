/** What own wording of a passage must keep to, said while it is typed. The program asks again. */
import type { PassageView, SafetyPoint } from "../../bridge/bindings";
import { t } from "../../texts";

/** Lines of what was typed; empty ones are no lines. */
export function linesOf(typed: string): string[] {
  return typed
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Characters of a line; the braces around a word the program fills do not count. */
export function lengthOf(line: string): number {
  return [...line.replaceAll(/[{}]/g, "")].length;
}

/** Whether some line still says a safety point. */
export function keeps(point: SafetyPoint, lines: string[]): boolean {
  return lines.some((line) =>
    point.words.every((group) => group.some((word) => line.includes(word))),
  );
}

/** What is wrong with the lines, in words; empty if they may be saved. */
export function wordingTrouble(passage: PassageView, lines: string[]): string {
  if (lines.length === 0) return t.wording.empty;
  if (lines.length > passage.most_lines) return t.wording.tooManyLines(passage.most_lines);
  const long = lines.findIndex((line) => lengthOf(line) > passage.most_chars);
  const line = lines[long];
  if (line !== undefined) {
    return t.wording.tooLong(long + 1, lengthOf(line), passage.most_chars);
  }
  const gone = passage.places.filter((place) => !lines.join("").includes(`{${place}}`));
  return gone.length > 0 ? t.wording.placesGone(gone) : "";
}

/** What holds at this moment: the office's own lines, the township's, the shipped ones. */
export function inForce(passage: PassageView): string[] {
  return passage.own ?? passage.township ?? passage.shipped;
}
