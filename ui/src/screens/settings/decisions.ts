/** What is decided about the rows of a destruction, as it is sent back. */
import type { CarryOutDestruction, DestructionPlan } from "../../bridge/bindings";

/** By row: empty to destroy it, or the reason for which it is kept. */
export type Decisions = Record<string, string>;

/** What the plan proposes. */
export function proposed(plan: DestructionPlan): Decisions {
  return Object.fromEntries(plan.rows.map(({ id, keep }) => [id, keep]));
}

/** How many go and how many stay. */
export function counted(decisions: Decisions): { gone: number; kept: number } {
  const kept = Object.values(decisions).filter((reason) => reason !== "").length;
  return { gone: Object.keys(decisions).length - kept, kept };
}

/** The rows as the core is told of them. */
export function told(
  plan: DestructionPlan,
  decisions: Decisions,
): Pick<CarryOutDestruction, "id" | "destroy" | "keep"> {
  const rows = plan.rows.map(({ ledger, id }) => ({ ledger, id, reason: decisions[id] ?? "" }));
  return {
    id: plan.id,
    destroy: rows.filter(({ reason }) => reason === "").map(({ ledger, id }) => ({ ledger, id })),
    keep: rows.filter(({ reason }) => reason !== ""),
  };
}
