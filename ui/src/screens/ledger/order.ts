/** In which order a ledger is listed: what is urgent or new first, else by its numbers. */
import type { FieldView, LedgerView } from "../../bridge/bindings";

/** A field to sort by, and from which end. */
export interface Order {
  sort: string;
  descending: boolean;
}

/** References and sets are stored as ids; their order would say nothing. */
const UNSORTED = new Set(["ref", "refs", "codes", "lines", "long_text"]);

/** Whether a list can be sorted by this column. */
export function isSortable(field: FieldView): boolean {
  return !UNSORTED.has(field.kind.type);
}

/** The order before anybody chose one: by term where there is a flow, else the newest moment or day first. */
export function usualOrder(ledger: LedgerView): Order | null {
  const columns = ledger.columns.flatMap(
    (name) => ledger.fields.find((field) => field.name === name) ?? [],
  );
  const term = ledger.flow ? columns.find(({ kind }) => kind.type === "date") : undefined;
  const first = term ?? columns.find((field) => isSortable(field) && field.kind.type !== "code");
  if (!first) return null;
  const { type } = first.kind;
  return { sort: first.name, descending: type === "time" || (type === "date" && !term) };
}

/** The order after a column head was pressed: the other way round if it was the order already. */
export function nextOrder(now: Order | null, field: string): Order {
  return { sort: field, descending: now?.sort === field && !now.descending };
}
