/** What is drawn at which address. `addresses.json` names every screen, and the flows go through it. */
import type { Component } from "vue";
import type addresses from "../addresses.json";
import { GuideScreen } from "../screens/guide/guide";
import HandoffScreen from "../screens/handoff/HandoffScreen.vue";
import InspectionScreen from "../screens/inspection/InspectionScreen.vue";
import MapScreen from "../screens/map/MapScreen.vue";
import MattersScreen from "../screens/matters/MattersScreen.vue";
import NightScreen from "../screens/night/NightScreen.vue";
import PeopleScreen from "../screens/people/PeopleScreen.vue";
import SettingsScreen from "../screens/settings/SettingsScreen.vue";
import StandingScreen from "../screens/standing/StandingScreen.vue";
import TodayScreen from "../screens/today/TodayScreen.vue";
import TownshipScreen from "../screens/township/TownshipScreen.vue";

/** Screens that the frame draws for a ledger or a paper. */
type OfSomething = "ledger" | "import" | "paper";
type Alone = Exclude<keyof typeof addresses, OfSomething>;

const table: Record<Alone, Component> = {
  today: TodayScreen,
  night: NightScreen,
  township: TownshipScreen,
  standing: StandingScreen,
  map: MapScreen,
  matters: MattersScreen,
  inspection: InspectionScreen,
  handoff: HandoffScreen,
  people: PeopleScreen,
  settings: SettingsScreen,
  guide: GuideScreen,
};

/** The screen of an address that needs nothing else; undefined where there is none. */
export function screenOf(name: string): Component | undefined {
  return Object.entries(table).find(([known]) => known === name)?.[1];
}
