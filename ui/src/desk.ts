/** What every screen shares: the file at hand, the declarations, the counts of today. */
import { computed, shallowRef } from "vue";
import type {
  CodeItem,
  Declarations,
  DocumentKind,
  FileState,
  LedgerView,
  Today,
  Users,
} from "./bridge/bindings";
import { call } from "./bridge/call";
import { covered } from "./cover";
import { nobody, readPeople, users } from "./people";

/** The file at hand; null until the core has answered once. */
export const file = shallowRef<FileState | null>(null);
/** Ledgers and code lists of the open file. */
export const declarations = shallowRef<Declarations>({ ledgers: [], lists: {} });
/** Papers that can be printed. */
export const papers = shallowRef<DocumentKind[]>([]);
/** What needs doing; also feeds the counts in the menu. */
export const today = shallowRef<Today | null>(null);

/** Whether the office is a township, which looks at several villages. */
export const isTown = computed(() => file.value?.kind === "town");

/** Takes in a new state of the file and, if it is open, all that the screens are drawn from. */
export async function enter(state: FileState): Promise<void> {
  if (state.stage === "open") {
    const [declared, documents, agenda] = await Promise.all([
      call("declarations", {}),
      call("documents", {}),
      call("today", {}),
      readPeople(),
    ]);
    declarations.value = declared;
    papers.value = documents;
    today.value = agenda;
  }
  file.value = state;
  covered.value = null;
}

/** Somebody else works now: what may be seen, and what is to be done, is asked anew. */
export async function changeWorker(answer: Users): Promise<void> {
  users.value = answer;
  await Promise.all([refreshDeclarations(), refreshToday()]);
}

/** Closes the file; the password is asked again, and what was half typed waits under the cover. */
export async function lock(): Promise<void> {
  // A locked file does not tell whether it has a password; this screen still knows.
  const unprotected = file.value?.unprotected ?? false;
  const state = { ...(await call("lock_file", {})), unprotected };
  if (unprotected) leave(state);
  else covered.value = state;
}

/** Leaves the desk for the gate; nothing of it stays on the screen. */
export function leave(state: FileState): void {
  covered.value = null;
  today.value = null;
  users.value = nobody();
  file.value = state;
}

/** Counts again after something was written. A failure leaves the earlier counts. */
export async function refreshToday(): Promise<void> {
  today.value = await call("today", {}).catch(() => today.value);
}

/** Asks anew what holds for the open file, after a number that it depends on was set. */
export async function refreshFile(): Promise<void> {
  file.value = await call("file_state", {}).catch(() => file.value);
}

/** Asks anew for ledgers and code lists, after an option was added or renamed. */
export async function refreshDeclarations(): Promise<void> {
  declarations.value = await call("declarations", {}).catch(() => declarations.value);
}

/** The ledger of this name. */
export function ledgerOf(name: string): LedgerView | undefined {
  return declarations.value.ledgers.find((ledger) => ledger.name === name);
}

/** The codes of a list, in order. */
export function codesOf(list: string): CodeItem[] {
  return declarations.value.lists[list] ?? [];
}

/** Lists that are printed whole from a ledger, beside its plain register. */
const WHOLE_LISTS: Record<string, string> = {
  hazard_register: "hazard",
  supply_list: "supply_item",
  contact_list: "person",
};
const REGISTER = "register_";

/** Whether a paper is the plain table of one ledger. */
export function isRegister(paper: DocumentKind): boolean {
  return paper.name.startsWith(REGISTER);
}

/** Papers printed from this ledger, row by row or as a whole. */
export function papersOf(ledger: string): DocumentKind[] {
  return papers.value.filter(
    ({ name, needs }) =>
      needs === ledger || WHOLE_LISTS[name] === ledger || name === REGISTER + ledger,
  );
}
