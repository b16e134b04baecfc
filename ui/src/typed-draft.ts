/**
 * Drafts of the forms that are no ledger: what was typed into one and not yet sent survives a
 * crash. It may name somebody, so in a protected book it lies inside the file.
 */
import { onMounted, type Ref, watch } from "vue";
import type { FieldView } from "./bridge/bindings";
import { file } from "./desk";
import { type DraftKey, draftOf, dropDraft, keepDraft } from "./drafts";
import type { FieldValue, FormValues } from "./form-values";

/** A form whose draft is kept. */
export interface TypedForm {
  /** What its drafts lie under; each form of the program has its own. */
  name: string;
  /** Which one of several such forms. */
  id?: string;
  /** What is typed into it. */
  typed: Record<string, Ref<FieldValue>>;
  /** Whom it may concern; `duty` where nobody's own affairs can stand in it. */
  privacy?: FieldView["privacy"];
  /** Does what shows the form, once something came back. */
  resumed?: () => void;
}

/** Keeps what is typed, and brings back what was left. */
export function useTypedDraft(form: TypedForm): { drop: () => void } {
  const { typed, privacy = "personal" } = form;
  const names = Object.keys(typed);
  const fields = names.map((name) => ({ name, privacy }));
  const unprotected = file.value?.unprotected ?? false;
  const key: DraftKey = { file: file.value?.path ?? "", ledger: form.name, id: form.id ?? "" };
  let untouched = held();

  function held(): FormValues {
    return Object.fromEntries(names.map((name) => [name, typed[name]?.value ?? null]));
  }

  function keep(): void {
    const values = held();
    const changed = names.filter((name) => !same(values[name], untouched[name]));
    if (changed.length === 0) return dropDraft(key);
    const draft = Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
    keepDraft(key, { form: "", values: draft }, { fields, unprotected });
  }

  onMounted(async () => {
    const left = await draftOf(key);
    // Whoever began to type meanwhile goes on with that.
    if (!left || names.some((name) => !same(held()[name], untouched[name]))) return;
    for (const name of names) {
      const value = left.values[name];
      if (typed[name] && value !== undefined) typed[name].value = value;
    }
    form.resumed?.();
  });
  watch(Object.values(typed), keep, { deep: true });

  /** What stands in the form was sent, or is not wanted any more. */
  function drop(): void {
    untouched = held();
    dropDraft(key);
  }
  return { drop };
}

function same(one: FieldValue | undefined, other: FieldValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
