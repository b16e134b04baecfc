/**
 * Drafts: what was typed and not yet saved survives a crash, a power cut and a wrong click.
 *
 * Fields of the classes `personal` and `secret` of a protected file are put away inside that file:
 * what concerns a villager lies on disk encrypted or not at all. The rest lies beside the program,
 * with a mark that tells whether there is more in the file.
 */
import type { FieldView } from "./bridge/bindings";
import { draftInFile, putDraftInFile } from "./drafts-in-file";
import type { FormValues } from "./form-values";

/** Which form a draft belongs to. */
export interface DraftKey {
  /** Path of the file. */
  file: string;
  /** Ledger name. */
  ledger: string;
  /** Row id; empty for a new record. */
  id: string;
}

/** A draft: what was typed, and the form it was typed into. */
export interface Draft {
  /** The form token the record was read with. */
  form: string;
  /** Only the fields that were touched. */
  values: FormValues;
}

/** What decides where the value of a field is put away. */
export type Guarded = Pick<FieldView, "name" | "privacy">;

/** The part of a draft that lies outside the file. */
interface OpenPart extends Draft {
  /** Whether the rest lies inside it. */
  more: boolean;
}

const PREFIX = "yizhan.draft:";

/** Keeps what was typed; nothing typed means no draft. */
export function keepDraft(
  key: DraftKey,
  draft: Draft,
  form: { fields: Guarded[]; unprotected: boolean },
): void {
  const guarded = new Set(form.unprotected ? [] : form.fields.filter(isGuarded).map(nameOf));
  const inFile = pick(draft.values, (name) => guarded.has(name));
  const open = pick(draft.values, (name) => !guarded.has(name));
  const hadMore = read(key)?.more ?? false;
  const more = Object.keys(inFile).length > 0;
  if (more || hadMore) putDraftInFile(inFileKey(key), inFile);
  write(key, { form: draft.form, values: open, more });
}

/** The draft of a form, if there is one. */
export async function draftOf(key: DraftKey): Promise<Draft | null> {
  const open = read(key);
  if (!open) return null;
  const rest = open.more ? await draftInFile(inFileKey(key)) : {};
  const values = { ...open.values, ...rest };
  return Object.keys(values).length > 0 ? { form: open.form, values } : null;
}

/** Drops the draft of a form. */
export function dropDraft(key: DraftKey): void {
  if (read(key)?.more) putDraftInFile(inFileKey(key), {});
  localStorage.removeItem(placeOf(key));
}

/** Ids of the rows of a ledger that have a draft. */
export function draftedIds(file: string, ledger: string): Set<string> {
  const prefix = placeOf({ file, ledger, id: "" });
  const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? "");
  const own = names.filter((name) => name.startsWith(prefix));
  return new Set(own.map((name) => name.slice(prefix.length)));
}

function isGuarded({ privacy }: Guarded): boolean {
  return privacy === "personal" || privacy === "secret";
}

function nameOf({ name }: Guarded): string {
  return name;
}

function pick(values: FormValues, belongs: (field: string) => boolean): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => belongs(name)));
}

function placeOf({ file, ledger, id }: DraftKey): string {
  return `${PREFIX}${file}:${ledger}:${id}`;
}

function inFileKey({ ledger, id }: DraftKey): string {
  return `${ledger}/${id}`;
}

function write(key: DraftKey, part: OpenPart): void {
  if (Object.keys(part.values).length === 0 && !part.more) {
    localStorage.removeItem(placeOf(key));
    return;
  }
  try {
    localStorage.setItem(placeOf(key), JSON.stringify(part));
  } catch {
    // A full store must not stop the officer from typing; saving the record still works.
  }
}

function read(key: DraftKey): OpenPart | null {
  const text = localStorage.getItem(placeOf(key));
  if (!text) return null;
  try {
    return JSON.parse(text) as OpenPart;
  } catch {
    localStorage.removeItem(placeOf(key));
    return null;
  }
}
