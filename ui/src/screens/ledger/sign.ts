/** A name put to a step: the signer's PIN by day, 口头同意 at night (domain §8.4). */
import type { Signature } from "../../bridge/bindings";

/** What the form holds while it is filled in. */
export interface SignEntry {
  signer: string;
  way: "pin" | "oral";
  pin: string;
  how: string;
  at: string;
}

/** An entry nobody has touched, with the only possible signer already chosen. */
export function freshEntry(signers: { id: string }[], urgent: boolean, now: string): SignEntry {
  const [only] = signers;
  const signer = signers.length === 1 && only ? only.id : "";
  return { signer, way: urgent ? "oral" : "pin", pin: "", how: "", at: now };
}

/** The entry as the core takes it. */
export function toSign({ signer, way, pin, how, at }: SignEntry): Signature {
  return way === "oral" ? { signer, oral: { how: how.trim(), at } } : { signer, pin };
}
