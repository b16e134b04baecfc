/** Looking for words in 使用说明. */
import { initials } from "../../words/initials";
import type { Page } from "./pages";
import { plainLines } from "./render";

/** Lines shown of a page that fits. */
const MOST_LINES = 2;

/** What each page says, taken apart once. */
const read = new WeakMap<Page, string[]>();

/** A page that fits, with the lines that say so. */
export interface Found {
  page: Page;
  lines: string[];
}

/** The pages that hold every word, those named so first; all of them for no words. */
export function findPages(pages: readonly Page[], typed: string): Found[] {
  const words = wordsOf(typed);
  const found = pages
    .map((page) => ({ page, all: linesOf(page) }))
    .filter(({ page, all }) => isNamed(page, typed) || words.every((word) => holds(all, word)))
    .map(({ page, all }) => ({ page, lines: fittingLines(page, all, words) }));
  const isFirst = ({ page }: Found): number => Number(isNamed(page, typed));
  return found.sort((one, other) => isFirst(other) - isFirst(one));
}

/** Whether a text holds any of the words that were typed. */
export function holdsAny(text: string, typed: string): boolean {
  return wordsOf(typed).some((word) => holds([text], word));
}

function linesOf(page: Page): string[] {
  const known = read.get(page) ?? plainLines(page);
  read.set(page, known);
  return known;
}

function wordsOf(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

function isNamed({ title }: Page, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return wanted !== "" && (title.includes(wanted) || initials(title).startsWith(wanted));
}

function fittingLines({ title }: Page, all: string[], words: string[]): string[] {
  const fits = (line: string): boolean => words.some((word) => holds([line], word));
  return all.filter((line) => line !== title && fits(line)).slice(0, MOST_LINES);
}

/** Whether any line holds the word; a button is found by its name without its marks as well. */
function holds(lines: string[], word: string): boolean {
  return lines.some((line) => {
    const said = line.toLowerCase();
    return said.includes(word) || said.replace(/[「」]/g, "").includes(word);
  });
}
