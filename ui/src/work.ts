/** One piece of work a screen starts: whether it runs, and what went wrong. */
import { shallowRef, type ShallowRef } from "vue";
import { Problem } from "./bridge/problem";
import { t } from "./texts";

/** The state of one piece of work. */
export interface Work {
  /** Whether it is running; only its own button is disabled meanwhile. */
  busy: ShallowRef<boolean>;
  /** What went wrong last, until it is tried again. */
  problem: ShallowRef<Problem | null>;
  /** Runs it; answers null where it failed or was not for this moment. */
  run: <Answer>(act: () => Promise<Answer>) => Promise<Answer | null>;
}

/** Work that changes something: a second press while it runs does nothing. */
export function useWork(): Work {
  const work = useReading();
  return { ...work, run: async (act) => (work.busy.value ? null : work.run(act)) };
}

/** Work that only reads: the newest request counts, what an older one brings is dropped. */
export function useReading(): Work {
  const busy = shallowRef(false);
  const problem = shallowRef<Problem | null>(null);
  let newest = 0;
  async function run<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    const mine = ++newest;
    busy.value = true;
    problem.value = null;
    try {
      const answer = await act();
      return mine === newest ? answer : null;
    } catch (error) {
      if (mine === newest) problem.value = Problem.from(error, t.problem.unexpected);
      return null;
    } finally {
      if (mine === newest) busy.value = false;
    }
  }
  return { busy, problem, run };
}
