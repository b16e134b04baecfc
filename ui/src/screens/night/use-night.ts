/** The picture of the night: asked for once, and given back anew by every act. */
import { shallowRef } from "vue";
import type { NightDesk } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import { useReading, useWork } from "../../work";

/** What the desk shows; null until it was asked for. */
export const night = shallowRef<NightDesk | null>(null);
/** The reading of it. */
export const reading = useReading();
/** The act that runs. */
export const acting = useWork();

/** Asks for the picture. */
export async function refreshNight(): Promise<void> {
  const answer = await reading.run(() => call("night_desk", {}));
  if (answer) night.value = answer;
}

/** Runs an act that answers with the new picture; tells whether it was done. */
export async function actNight(act: () => Promise<NightDesk>): Promise<boolean> {
  const answer = await acting.run(act);
  if (answer) night.value = answer;
  return answer !== null;
}

/** Saves a record of another ledger and asks for the picture again. */
export async function saveNight(ledger: string, values: Record<string, unknown>): Promise<boolean> {
  return actNight(async () => {
    await call("save_record", { ledger, values });
    return call("night_desk", {});
  });
}

/** Changes fields of a record as it stands now. */
export async function changeNight(
  ledger: string,
  id: string,
  values: Record<string, unknown>,
): Promise<boolean> {
  return actNight(async () => {
    const { form } = await call("read_record", { ledger, id });
    await call("save_record", { ledger, id, values, form });
    return call("night_desk", {});
  });
}
