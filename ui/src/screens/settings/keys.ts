/** What is open beside the list of passwords, and how each of them is called. */
import type { KeyRing, PasswordView } from "../../bridge/bindings";
import { t } from "../../texts";

/** Whose password is set: somebody's, or with no id the shared one. */
export interface Owner {
  userId: string | null;
  name: string;
}

/** What is open beside the list. */
export type Open =
  | { act: "set"; owner: Owner; isOther: boolean }
  | { act: "take-out"; password: PasswordView }
  | { act: "code" }
  | { act: "protect" };

/** What a password is called: its holder's name, or shared. */
export function ownerName(password: PasswordView): string {
  if (!password.user_id) return t.keys.shared;
  return password.name || t.keys.unknown;
}

/** A password in a sentence: somebody's, or the shared one. */
export function passwordName(password: PasswordView): string {
  return password.user_id ? t.keys.passwordOf(ownerName(password)) : t.keys.shared;
}

/** Whose a password is. */
export function ownerOf(password: PasswordView): Owner {
  return { userId: password.user_id, name: ownerName(password) };
}

/** Whether only the paper code can confirm: whoever works now knows no password of this file. */
export function byCodeOnly(ring: KeyRing): boolean {
  return !ring.passwords.some(({ is_own }) => is_own);
}

/** Whether whoever works now may set this password. */
export function maySet(ring: KeyRing, userId: string | null): boolean {
  return ring.may_manage || byCodeOnly(ring) || (userId !== null && userId === ring.user_id);
}
