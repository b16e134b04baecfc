/** Taking back the last act of this desk, by a counter-act that stands in the history. */
import { shallowRef } from "vue";
import { Problem } from "./bridge/problem";
import { call } from "./bridge/call";
import { refreshToday } from "./desk";
import { t } from "./texts";
import { say, toast } from "./toast";
import { when } from "./words/when";

/** Grows with every act that was taken back; screens read their rows again. */
export const takenBack = shallowRef(0);

const KEY = "Ctrl Z";
let running = false;

/** Says what was done, with the way to take it back. */
export function sayDone(text: string): void {
  say(text, { label: t.undo.name, key: KEY, run: () => void undoLast() });
}

/** Ctrl+Z: what was just done goes at once; anything older is named first and wants a second press. */
export async function undoByKey(): Promise<void> {
  const offered = toast.value?.act;
  if (offered) return offered.run();
  const last = await guarded(() => call("last_act", {}));
  if (last === undefined) return;
  if (last === null) return say(t.undo.nothing);
  const act = { label: t.undo.name, key: KEY, run: () => void undo(last.id) };
  say(t.undo.offer(last.what || last.label, when(last.at)), act);
}

async function undoLast(): Promise<void> {
  const last = await guarded(() => call("last_act", {}));
  if (last) await undo(last.id);
  else if (last === null) say(t.undo.nothing);
}

async function undo(id: string, agreed?: number): Promise<void> {
  const confirmed = agreed === undefined ? {} : { confirm_removals: agreed };
  const done = await guarded(
    () => call("undo_act", { id, ...confirmed }),
    (problem) => askAgain(id, problem),
  );
  if (!done) return;
  takenBack.value += 1;
  say(t.undo.done(done.what));
  await refreshToday();
}

/** What would take much out of a ledger is done only after somebody agreed to the number. */
function askAgain(id: string, problem: Problem): boolean {
  const count = problem.fields.find(({ field }) => field === "confirm_removals")?.text;
  if (problem.code !== "mass_removal" || count === undefined) return false;
  const run = (): void => void undo(id, Number(count));
  say(problem.message, { label: t.undo.anyway(count), key: "", run });
  return true;
}

/** A refusal is said in its own words; a second press meanwhile does nothing. */
async function guarded<Answer>(
  ask: () => Promise<Answer>,
  refused: (problem: Problem) => boolean = () => false,
): Promise<Answer | undefined> {
  if (running) return undefined;
  running = true;
  try {
    return await ask();
  } catch (error) {
    const problem = Problem.from(error, t.problem.unexpected);
    if (!refused(problem)) say(problem.message);
    return undefined;
  } finally {
    running = false;
  }
}
