/** Other offices' books, which a township looks at and does not write in. */
import type { RecordView } from "../../bridge/bindings";
import { file } from "../../desk";

/** Whether the record belongs to another office. */
export function isForeign(record: RecordView): boolean {
  return record.area !== "" && record.area !== file.value?.name;
}
