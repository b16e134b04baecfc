/**
 * Days and times as people say them: 昨天, 上周五, 昨晚十点半. What could be meant in two ways,
 * such as 昨晚2点, is refused rather than guessed. The core reads by the same rules
 * (ledger/dates/spoken.rs); one table of cases holds both to them.
 */

const RELATIVE: readonly [name: string, shift: number][] = [
  ["大前天", -3],
  ["前天", -2],
  ["前日", -2],
  ["昨天", -1],
  ["昨日", -1],
  ["今天", 0],
  ["今日", 0],
  ["明天", 1],
  ["明日", 1],
  ["大后天", 3],
  ["后天", 2],
  ["后日", 2],
];
const WEEKS: Record<string, number> = { 上: -1, 本: 0, 这: 0, 下: 1 };
const WEEKDAYS = "一二三四五六日天";

/** A day named by words at the beginning of a text. */
export interface SpokenDay {
  /** Days from today, on this day of the week (Monday is 0). */
  shift: (weekday: number) => number;
  /** What follows it. */
  rest: string;
}

/** The day a text begins with; null if it names none. */
export function spokenDay(text: string): SpokenDay | null {
  const named = RELATIVE.find(([name]) => text.startsWith(name));
  if (named) return { shift: () => named[1], rest: text.slice(named[0].length) };
  const parts = /^([上本这下]?)(?:星期|礼拜|周)([一二三四五六日天])(.*)$/.exec(text);
  if (!parts) return null;
  const [, week = "", name = "", rest = ""] = parts;
  const at = Math.min(WEEKDAYS.indexOf(name), 6);
  return { shift: (weekday) => 7 * (WEEKS[week] ?? 0) + at - weekday, rest };
}

const SHORT: Record<string, string> = {
  今晚: "今天晚上",
  昨晚: "昨天晚上",
  前晚: "前天晚上",
  明晚: "明天晚上",
  今早: "今天早上",
  昨早: "昨天早上",
  明早: "明天早上",
  今晨: "今天早上",
};

/** Short words for a day with its part, written out. */
export function writtenOut(text: string): string {
  const short = text.slice(0, 2);
  return (SHORT[short] ?? short) + text.slice(2);
}

/** A part of the day: the hours said with it, what is added, and hours of the day taken as they are. */
interface Part {
  first: number;
  last: number;
  later: number;
  plain?: readonly [first: number, last: number];
}

const PARTS: Record<string, Part> = {
  凌晨: { first: 0, last: 6, later: 0 },
  清晨: { first: 4, last: 9, later: 0 },
  早晨: { first: 4, last: 11, later: 0 },
  早上: { first: 4, last: 11, later: 0 },
  上午: { first: 5, last: 12, later: 0 },
  中午: { first: 1, last: 2, later: 12, plain: [11, 12] },
  下午: { first: 1, last: 7, later: 12, plain: [12, 18] },
  傍晚: { first: 4, last: 8, later: 12, plain: [13, 23] },
  晚上: { first: 5, last: 12, later: 12, plain: [13, 23] },
};

/** What stands around a part of the day, and the hour of the day that is meant by it. */
export interface PartOfDay {
  before: string;
  after: string;
  /** 24 is the midnight with which the next day begins; null what nobody says. */
  hour: (said: number) => number | null;
}

/** The part of the day that a text names; null if none. */
export function partOfDay(text: string): PartOfDay | null {
  const found = Object.entries(PARTS).find(([name]) => text.includes(name));
  if (!found) return null;
  const [name, part] = found;
  const at = text.indexOf(name);
  const hour = (said: number): number | null => {
    if (part.plain && part.plain[0] <= said && said <= part.plain[1]) return said;
    if (name === "凌晨" && said === 12) return 0;
    return part.first <= said && said <= part.last ? said + part.later : null;
  };
  return { before: text.slice(0, at).trim(), after: text.slice(at + name.length).trim(), hour };
}

const NUMERALS = "零一二三四五六七八九";

/** Chinese numerals up to 五十九 as digits: 十点半 is 10点半. */
export function inDigits(text: string): string {
  return text.replace(/[零一二三四五六七八九两十]+/g, (run) => {
    const [tens = "", ones] = run.replace(/两/g, "二").split("十");
    if (ones === undefined) return digit(tens.replace(/^零(?=.)/, "")) ?? run;
    const [left, right] = [tens === "" ? "1" : digit(tens), ones === "" ? "0" : digit(ones)];
    return left && right ? String(Number(left) * 10 + Number(right)) : run;
  });
}

function digit(text: string): string | null {
  const at = text.length === 1 ? NUMERALS.indexOf(text) : -1;
  return at < 0 ? null : String(at);
}
