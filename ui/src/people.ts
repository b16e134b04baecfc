/** Who works at this desk. A desk without names belongs to one person, who is asked nothing. */
import { computed, ref, shallowRef } from "vue";
import type { UserView, Users } from "./bridge/bindings";
import { call } from "./bridge/call";

/** Everybody who has a name at this desk, and who works now. */
export const users = shallowRef<Users>(nobody());

/** Who works now; none where nobody has a name, or nobody has chosen his yet. */
export const worker = computed<UserView | null>(
  () => users.value.users.find(({ id }) => id === users.value.current) ?? null,
);

/** Those who may be chosen. */
export const inUse = computed(() => users.value.users.filter(({ in_use }) => in_use));

/** Whether the desk knows its people by name. */
export const isShared = computed(() => inUse.value.length > 0);

/** Those who may put their name to a step (domain §8.4). */
export const signers = computed(() => inUse.value.filter(({ signs }) => signs));

/** Whether whoever works now may write in a ledger. */
export function mayWrite(ledger: string): boolean {
  return !isShared.value || users.value.may.ledgers.includes(ledger);
}

/** Whether the question who works is on the screen. */
export const asksWho = ref(false);

/** What is known before the core was asked. */
export function nobody(): Users {
  const may = { write: true, remove: true, sign: true, unmask: true, manage: true };
  return { current: null, users: [], may: { ...may, see_personal: true, ledgers: [] } };
}

/** Reads who works here. A failure leaves what was known. */
export async function readPeople(): Promise<void> {
  users.value = await call("users", {}).catch(() => users.value);
}
