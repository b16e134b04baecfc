/** Where a new book goes. */
import { choosePlace, kinds, reachesDisk } from "../../bridge/dialogs";
import { t } from "../../texts";

/** Asks for the place of a new book named after its office; a browser has it typed instead. */
export async function chooseNewOffice(name: string, typed: string): Promise<string | null> {
  if (!reachesDisk) return typed.trim() || null;
  return choosePlace({ title: t.gate.createTitle, name: `${name}.yz`, kind: kinds.office });
}
