/** Records that are only looked at: another office's, rows that are never written again. */
import type { LedgerView, RecordView } from "../../bridge/bindings";
import { file } from "../../desk";
import { mayWrite } from "../../people";

/** Whether the record belongs to another office. */
export function isForeign(record: RecordView): boolean {
  return record.area !== "" && record.area !== file.value?.name;
}

/** Whether the row stands as it was written; a mistake is put right by a new one. */
export function isSettled(ledger: LedgerView, record: RecordView): boolean {
  return ledger.append_only && record.id !== "";
}

/** Whether the record is shown and not written. */
export function isReadOnly(ledger: LedgerView, record: RecordView): boolean {
  return isForeign(record) || isSettled(ledger, record) || !mayWrite(ledger.name);
}

/** What a correction of this row starts with: the row it corrects, and what both are about. */
export function correctionOf(
  ledger: LedgerView,
  record: RecordView,
): Record<string, string> | null {
  if (!ledger.fields.some(({ name }) => name === CORRECTS)) return null;
  const about = ledger.fields.flatMap(({ name, kind }) => {
    const value = record.values[name];
    return kind.type === "ref" && typeof value === "string" ? [[name, value]] : [];
  });
  return { ...Object.fromEntries(about), [CORRECTS]: record.id };
}

/** The field of a correction that names the corrected row. */
const CORRECTS = "corrects";
