/**
 * What is drawn at which address. `addresses.json` names every screen, and the flows go through it.
 * 今日 is at hand; the others are loaded when somebody first goes there, so that the window opens on
 * little.
 */
import { shallowReactive, type Component } from "vue";
import type { DocumentKind, LedgerView } from "../bridge/bindings";
import type addresses from "../addresses.json";
import TodayScreen from "../screens/today/TodayScreen.vue";

/** Screens that the frame draws for a ledger or a paper. */
type OfSomething = "ledger" | "import" | "paper";
type Alone = Exclude<keyof typeof addresses, OfSomething>;
type Later = Exclude<Alone, "today"> | "list" | "single" | "import" | "paper" | "papers";

/** A screen, and what it is about. */
export interface Shown {
  name: string;
  /** Another key is another screen, even where its name is the same. */
  key: string;
  about: { ledger?: LedgerView; kind?: DocumentKind };
}

const later: Record<Later, () => Promise<{ default: Component }>> = {
  night: () => import("../screens/night/NightScreen.vue"),
  township: () => import("../screens/township/TownshipScreen.vue"),
  standing: () => import("../screens/standing/StandingScreen.vue"),
  map: () => import("../screens/map/MapScreen.vue"),
  matters: () => import("../screens/matters/MattersScreen.vue"),
  inspection: () => import("../screens/inspection/InspectionScreen.vue"),
  handoff: () => import("../screens/handoff/HandoffScreen.vue"),
  people: () => import("../screens/people/PeopleScreen.vue"),
  settings: () => import("../screens/settings/SettingsScreen.vue"),
  guide: () => import("../screens/guide/GuideScreen.vue"),
  list: () => import("../screens/ledger/LedgerScreen.vue"),
  single: () => import("../screens/ledger/SingleScreen.vue"),
  import: () => import("../screens/import/ImportScreen.vue"),
  paper: () => import("../screens/paper/PaperScreen.vue"),
  papers: () => import("../screens/paper/PaperList.vue"),
};

const ways = new Map(Object.entries(later));
const loaded = shallowReactive(new Map<string, Component>([["today", TodayScreen]]));

/** What an address shows, with the ledger or the paper that it names; null where there is nothing. */
export function shownAt(screen: string, ledger?: LedgerView, kind?: DocumentKind): Shown | null {
  if (screen === "ledger" || screen === "import") {
    if (!ledger) return null;
    const whole = ledger.single ? "single" : "list";
    const name = screen === "import" ? "import" : whole;
    return { name, key: `${name} ${ledger.name}`, about: { ledger } };
  }
  if (screen === "paper" && kind) return { name: "paper", key: kind.name, about: { kind } };
  const name = screen === "paper" ? "papers" : screen;
  return loaded.has(name) || ways.has(name) ? { name, key: name, about: {} } : null;
}

/** The screen of this name; undefined until it is loaded. */
export function screenOf(name: string): Component | undefined {
  return loaded.get(name);
}

/** Loads a screen that is not at hand yet. */
export async function loadScreen(name: string): Promise<void> {
  const load = loaded.has(name) ? undefined : ways.get(name);
  if (load) loaded.set(name, (await load()).default);
}
