/** What stands on the paper of the night, as it is typed in afterwards: clock times, 约, tries. */
import type { RecordCall } from "../../bridge/bindings";
import type { CallResult } from "./calls";

/** A clock time as the hand wrote it. */
export interface PaperClock {
  /** `2:35`; what is no clock time stays as it was typed. */
  time: string;
  /** Whether 约 or 前后 stands beside it. */
  about: boolean;
}

/** Reads 235, 2:35, 2点35 or 约2点半; null where nothing was typed. */
export function readClock(typed: string): PaperClock | null {
  const about = /约|前后|左右|大概/.test(typed);
  const text = typed
    .replace(/约|前后|左右|大概/g, "")
    .replace(/：/g, ":")
    .trim();
  if (!text) return null;
  const digits = /^(\d{1,2})(\d{2})$/.exec(text);
  return { time: digits ? `${digits[1]}:${digits[2]}` : text, about };
}

/** What was typed into one row, by column. */
export type PaperValues = Record<string, string>;

const TRIES = ["first", "second", "third"] as const;

/** The calls that a row of 叫应名单 tells of, the first one first; `made` of them are written. */
export function callsOf(
  values: PaperValues,
  { made, answer }: { made: number; answer: CallResult },
): Omit<RecordCall, "person" | "household">[] {
  const tries = TRIES.slice(made)
    .map((name) => readClock(values[name] ?? ""))
    .filter((clock) => clock !== null);
  const answered = readClock(values["answered"] ?? "");
  const calls = tries.map(({ time, about }) => ({
    result: "no_answer",
    called_at: time,
    about,
  }));
  if (!answered) return calls;
  const last = calls.pop() ?? { called_at: answered.time, about: answered.about };
  return [...calls, { ...last, result: answer, answered_at: answered.time }];
}

/** The fields of a transfer that a row of 转移清单 tells of; empty where nothing was typed. */
export function transferOf(values: PaperValues): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of ["notified_at", "left_at", "arrived_at"]) {
    const clock = readClock(values[name] ?? "");
    if (!clock) continue;
    fields[name] = clock.time;
    if (clock.about) fields["about"] = true;
  }
  const count = (values["arrived_people"] ?? "").trim();
  if (count) fields["arrived_people"] = count;
  const destination = (values["destination"] ?? "").trim();
  if (destination) fields["destination"] = destination;
  const absent = (values["absent_names"] ?? "").trim();
  if (absent) fields["absent_names"] = absent;
  return fields;
}
