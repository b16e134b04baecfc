/** How far an inspection has come: one answer per line of the checklist. */
import type { InspectedItem } from "../../bridge/bindings";
import type { FormValues } from "../../form-values";

/** What was found of one line. */
export interface Answer {
  item: string;
  /** Empty until somebody looked. */
  result: "" | Result;
  /** What is wrong, in one sentence; becomes a hazard. */
  hazard: string;
}

/** Codes of the list `inspection_result`. */
export type Result = "pass" | "fail" | "na";

/** The results in the order of the keys 1, 2, 3. */
export const RESULTS: readonly Result[] = ["pass", "fail", "na"];

/** A fresh sheet: nothing was looked at yet, and nothing counts as in order by itself. */
export function begun(items: string[]): Answer[] {
  return items.map((item) => ({ item, result: "", hazard: "" }));
}

/** Lines nobody looked at yet. */
export function open(answers: Answer[]): number {
  return answers.filter(({ result }) => result === "").length;
}

/** Whether every defect was given its sentence. */
export function isTold(answers: Answer[]): boolean {
  return answers.every(({ result, hazard }) => result !== "fail" || hazard.trim() !== "");
}

/** The answers with every line that is still open in order. */
export function restPassed(answers: Answer[]): Answer[] {
  return answers.map((answer) => (answer.result === "" ? { ...answer, result: "pass" } : answer));
}

/** The answers as they are sent. */
export function sent(answers: Answer[]): InspectedItem[] {
  return answers.map(({ item, result, hazard }) =>
    result === "fail" ? { item, result, hazard: hazard.trim() } : { item, result },
  );
}

/** An inspection that is half done. */
export interface HalfDone {
  values: FormValues;
  answers: Answer[];
}

/** What is put away of it, as one text; nothing before the first line was looked at. */
export function putAway({ values, answers }: HalfDone): string {
  const isBegun = answers.some(({ result, hazard }) => result !== "" || hazard !== "");
  return isBegun ? JSON.stringify({ values, answers }) : "";
}

/** What was put away; none where it cannot be read, or where this inspection begins elsewhere. */
export function takenUp(text: string, begun: FormValues): HalfDone | null {
  if (!text) return null;
  const left = JSON.parse(text) as HalfDone;
  const isElsewhere = Object.entries(begun).some(([name, value]) => left.values[name] !== value);
  return isElsewhere ? null : left;
}
