/** What the township sent down, asked for once by whichever screen shows it. */
import { shallowRef } from "vue";
import type { Commands, SentDown } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import { useReading, useWork } from "../../work";

/** What is there; null until it was asked for. */
export const sentDown = shallowRef<SentDown | null>(null);
/** The reading of it. */
export const readingSent = useReading();
/** What takes a piece of it over. */
export const takingSent = useWork();

/** The commands that take a piece over. */
type Take = "take_town_warning" | "take_town_plan" | "take_town_section";

/** Asks for it. */
export async function refreshSent(): Promise<void> {
  const answer = await readingSent.run(() => call("sent_down", {}));
  if (answer) sentDown.value = answer;
}

/** Takes a piece over; tells whether that was done. */
export async function takeSent(name: Take, id: string): Promise<boolean> {
  const payload: Commands[Take][0] = { id };
  const answer = await takingSent.run(() => call(name, payload));
  if (answer) sentDown.value = answer;
  return answer !== null;
}
