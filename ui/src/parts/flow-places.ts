/** Where each state of the usual way stands in a record. */
import type { FlowView } from "../bridge/bindings";

/** Done, passed over, where the record is, or still to come. */
export type Place = "done" | "skipped" | "now" | "ahead";

/** A state of the way and where it stands. */
export type PlacedState = FlowView["way"][number] & { place: Place };

/**
 * The way with its places; empty for a record beside the way. A state before the present one was
 * passed over if the step into it cannot have been taken: something it asks for is still empty.
 */
export function placesOf(
  way: FlowView["way"],
  state: string,
  filled: Record<string, string>,
): PlacedState[] {
  const at = way.findIndex(({ code }) => code === state);
  if (at < 0) return [];
  return way.map((step, index) => {
    if (index === at) return { ...step, place: "now" };
    if (index > at) return { ...step, place: "ahead" };
    const wasTaken = step.asks.every((field) => filled[field]);
    return { ...step, place: wasTaken ? "done" : "skipped" };
  });
}
