/**
 * How a typed day or moment will be read, shown beside the field while typing. The core reads it
 * again and decides; this only spares the officer a surprise.
 */

import { inDigits, partOfDay, spokenDay, writtenOut } from "./spoken-dates";

const WEEKDAYS = ["日", "一", "二", "三", "四", "五", "六"];
const DAY_MS = 86_400_000;
const NOW: readonly string[] = ["刚才", "刚刚", "现在", "此刻"];

/** Reads 2026-07-12, 20260712, 7.12, 昨天, 上周五 as `YYYY-MM-DD`; null if unreadable. */
export function readDay(text: string, today: string): string | null {
  const plain = halfWidth(text.trim());
  const spoken = spokenDay(plain);
  if (spoken) return spoken.rest === "" ? shifted(today, spoken.shift(weekdayOf(today))) : null;
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const parts = digits ? digits.slice(1) : plain.replace(/[日号.]$/, "").split(/[-/.年月]/);
  if (!parts.every((part) => /^\d+$/.test(part))) return null;
  const [first = 0, second = 0, third = 0] = parts.map(Number);
  if (parts.length === 2) return nearest(first, second, today);
  if (parts.length === 3) return existing(first < 100 ? 2000 + first : first, second, third);
  return null;
}

/**
 * Reads 7.12 22:30, 昨晚10点, 刚才 as `YYYY-MM-DDTHH:MM+08:00`; null if unreadable. A clock alone
 * is of today, a day alone its midnight; `now` is what `nowTyped` gives.
 */
export function readMoment(text: string, now: string): string | null {
  const [today = ""] = now.split(" ");
  if (NOW.includes(text.trim())) return `${now.replace(" ", "T")}+08:00`;
  const plain = writtenOut(halfWidth(text.trim())).replace(/\+08:00$/, "");
  const part = partOfDay(plain);
  const [dayText, clock] = part ? [part.before, part.after] : dayAndClock(plain);
  const day = dayText === "" ? today : readDay(dayText, today);
  const time = clock === "" && !part ? { hour: 0, minute: 0 } : readClock(clock);
  if (!day || !time) return null;
  const meant = part ? part.hour(time.hour) : time.hour;
  if (meant === null) return null;
  // 晚上12点 is the midnight with which the next day begins.
  const on = meant === 24 ? shifted(day, 1) : day;
  return `${on}T${two(meant % 24)}:${two(time.minute)}+08:00`;
}

function dayAndClock(text: string): [day: string, clock: string] {
  const spoken = spokenDay(text);
  if (spoken) return [text.slice(0, text.length - spoken.rest.length), spoken.rest.trim()];
  const parts = /^(.*?)[T 日号](.*)$/.exec(text);
  if (parts) return [parts[1]?.trim() ?? "", parts[2]?.trim() ?? ""];
  return /[:时点]/.test(text) ? ["", text] : [text, ""];
}

function readClock(text: string): { hour: number; minute: number } | null {
  const plain = inDigits(text.replace(/[分秒钟]+$/, ""));
  const parts =
    /^(\d{1,2})(?:\s*[:时点]\s*(\d{1,2}|半|1刻|3刻)?(?:\s*[:分]\s*\d+(?:\.\d+)?)?)?$/.exec(plain);
  if (!parts) return null;
  const words: Record<string, number> = { 半: 30, "1刻": 15, "3刻": 45 };
  const minuteText = parts[2] ?? "0";
  const [hour, minute] = [Number(parts[1]), words[minuteText] ?? Number(minuteText)];
  return hour <= 23 && minute <= 59 ? { hour, minute } : null;
}

/** `2026-07-12` as 2026年7月12日 星期日; what is no day is left as it is. */
export function dayInWords(day: string): string {
  const date = at(day);
  if (Number.isNaN(date.getTime())) return day;
  const [year, month, date_] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return `${year}年${month}月${date_}日 星期${WEEKDAYS[date.getUTCDay()] ?? ""}`;
}

/** `2026-07-12` within a list: 7月12日 in 2026, as it is in other years. */
export function dayInList(day: string, today: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts || !today.startsWith(parts[1] ?? "")) return day;
  return `${Number(parts[2])}月${Number(parts[3])}日`;
}

/** `2026-07-12T03:20+08:00`, `2026-07-12 03:20` or 2026年7月12日 03:20 as 7月12日 03:20, with the
 * year where it is another one. */
export function momentInWords(moment: string, today: string): string {
  const parts = /^(\d{4})[-年](\d{1,2})[-月](\d{1,2})(?:[T ]|日 )(\d{2}:\d{2})/.exec(moment);
  if (!parts) return moment;
  const [, year = "", month = "", day = "", clock = ""] = parts;
  const when = `${Number(month)}月${Number(day)}日 ${clock}`;
  return today.startsWith(year) ? when : `${year}年${when}`;
}

/** This minute as people write it, with the clock of this machine. */
export function nowTyped(now: Date): string {
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}:${two(now.getMinutes())}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return (at(day).getUTCDay() + 6) % 7;
}

function shifted(day: string, days: number): string {
  return iso(new Date(at(day).getTime() + days * DAY_MS));
}

function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0));
}

function at(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function existing(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 1850 && year <= 2200 ? iso(date) : null;
}

function nearest(month: number, day: number, today: string): string | null {
  const year = at(today).getUTCFullYear();
  const distance = (candidate: string): number =>
    Math.abs(at(candidate).getTime() - at(today).getTime());
  return [year - 1, year, year + 1]
    .map((candidate) => existing(candidate, month, day))
    .filter((candidate): candidate is string => candidate !== null)
    .reduce<string | null>(
      (best, candidate) => (best && distance(best) <= distance(candidate) ? best : candidate),
      null,
    );
}
