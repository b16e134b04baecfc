/** Which screen is shown. The address lies behind the `#`, so back and reload work everywhere. */
import { shallowRef } from "vue";

/** An address taken apart: `#/ledger/hazard/new?chip=open`. */
export interface Route {
  /** First word: which screen. */
  screen: string;
  /** The words after it. */
  parts: string[];
  /** What follows the question mark. */
  query: Record<string, string>;
}

/** Takes an address apart; an empty one is 今日. */
export function parseAddress(address: string): Route {
  const [path = "", query = ""] = address.replace(/^#?\/?/, "").split("?", 2);
  const [screen = "", ...parts] = path.split("/").filter(Boolean).map(decodeURIComponent);
  return {
    screen: screen || "today",
    parts,
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The address of a screen. */
export function address(parts: string[], query: Record<string, string> = {}): string {
  const path = parts.map(encodeURIComponent).join("/");
  const search = new URLSearchParams(query).toString();
  return `#/${path}${search ? `?${search}` : ""}`;
}

/** The route at hand. */
export const route = shallowRef<Route>(parseAddress(location.hash));
/** The address that the route was taken from; another one stands in the window while it is left. */
let taken = location.hash;

addEventListener("hashchange", take);

function take(): void {
  taken = location.hash;
  route.value = parseAddress(taken);
}

/** Goes to a screen. */
export function go(parts: string[], query: Record<string, string> = {}): void {
  location.hash = address(parts, query);
}

/**
 * Changes the address without a step in the history, as when moving along a list. Whoever has
 * pressed a way to another screen meanwhile is not held back.
 */
export function replaceRoute(parts: string[], query: Record<string, string> = {}): void {
  if (location.hash !== taken) return;
  history.replaceState(history.state, "", address(parts, query));
  take();
}
