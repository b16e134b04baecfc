/** Finding and making the rows that a reference field points to. */
import { call } from "../../../bridge/call";
import { ledgerOf } from "../../../desk";
import type { Choice } from "../../../parts/choice";

/** Rows of a ledger that the words may mean. */
export function findRows(ledger: string): (text: string) => Promise<Choice[]> {
  return (text) => call("pick_records", { ledger, text });
}

/** The Chinese name of a ledger whose rows need no more than a name; empty for all others. */
export function simpleLedger(name: string): string {
  return nameField(name) ? (ledgerOf(name)?.label ?? "") : "";
}

/** Makes a row of which only the name is known yet; the rest is shown as gaps. */
export async function createNamed(ledger: string, name: string): Promise<Choice> {
  const field = nameField(ledger) ?? "name";
  const row = await call("save_record", { ledger, values: { [field]: name } });
  return { id: row.id, label: row.title || name, hint: "" };
}

function nameField(ledger: string): string | null {
  const needed = ledgerOf(ledger)?.fields.filter(({ need }) => need === "always") ?? [];
  const [only] = needed;
  return needed.length === 1 && only?.kind.type === "text" ? only.name : null;
}
