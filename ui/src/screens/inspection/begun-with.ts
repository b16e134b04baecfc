/** What the address already says of an inspection: the list or the place it was begun from. */
import { call } from "../../bridge/call";
import type { FormValues } from "../../form-values";
import { address } from "../../router";

/** Fields of an inspection that name a row, by the ledger of that row. */
const FIELDS: Record<string, string> = {
  checklist: "checklist_id",
  premises: "premises_id",
  risk_point: "risk_point_id",
  facility: "facility_id",
};

/** Whether inspections are begun from this ledger. */
export function beginsInspections(ledger: string): boolean {
  return ledger === "inspection" || ledger in FIELDS;
}

/** The address of a new inspection, begun from a row of a ledger if one is chosen. */
export function inspectionOf(ledger: string, id: string | undefined): string {
  const field = FIELDS[ledger];
  return address(["inspection"], field && id && id !== "new" ? { [field]: id } : {});
}

/** The values and names that an address starts with; what cannot be read is left out. */
export async function begunWith(
  query: Record<string, string>,
): Promise<{ values: FormValues; names: Record<string, string> }> {
  const values: FormValues = {};
  const names: Record<string, string> = {};
  for (const [ledger, field] of Object.entries(FIELDS)) {
    const id = query[field];
    const record = id && (await call("read_record", { ledger, id }).catch(() => null));
    if (!record) continue;
    values[field] = record.id;
    names[record.id] = record.title;
  }
  return { values, names };
}

/** What the rows are called that an inspection left half done names. */
export async function namesOf(values: FormValues): Promise<Record<string, string>> {
  const named = [...Object.entries(FIELDS), ["person", "checked_by"]] as [string, string][];
  const read = named.map(async ([ledger, field]): Promise<[string, string] | null> => {
    const id = values[field];
    if (typeof id !== "string") return null;
    const record = await call("read_record", { ledger, id }).catch(() => null);
    return record && [id, record.title];
  });
  return Object.fromEntries((await Promise.all(read)).filter((one) => one !== null));
}
