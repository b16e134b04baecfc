/** Which problems mean that a book has to be restored from a backup. */
import type { Problem } from "../../bridge/problem";

const CODES = new Set(["file_damaged", "file_unreadable", "key_file_missing"]);

/** Whether a backup should be offered. */
export function isDamaged(problem: Problem | null): boolean {
  return problem !== null && CODES.has(problem.code);
}
