/**
 * Drafts: what was typed and not yet saved survives a crash, a power cut and a wrong click.
 *
 * Fields of the classes `personal` and `secret` of a protected file are kept for this session
 * only: what concerns a villager lies on disk encrypted or not at all.
 */
import type { FieldView } from "./bridge/bindings";
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

/** Where drafts lie: one place lasts, the other ends with the session. */
export interface DraftPlaces {
  lasting: Storage;
  session: Storage;
}

const PREFIX = "yizhan.draft:";
const PLACES: DraftPlaces = { lasting: localStorage, session: sessionStorage };

/** Keeps what was typed; nothing typed means no draft. */
export function keepDraft(
  key: DraftKey,
  draft: Draft,
  form: { fields: FieldView[]; unprotected: boolean },
  places: DraftPlaces = PLACES,
): void {
  const guarded = new Set(
    form.fields
      .filter(({ privacy }) => privacy === "personal" || privacy === "secret")
      .map(({ name }) => name),
  );
  const lasts = (name: string): boolean => form.unprotected || !guarded.has(name);
  write(places.lasting, key, draft, lasts);
  write(places.session, key, draft, (name) => !lasts(name));
}

/** The draft of a form, if there is one. */
export function draftOf(key: DraftKey, places: DraftPlaces = PLACES): Draft | null {
  const parts = [read(places.lasting, key), read(places.session, key)].filter(
    (part) => part !== null,
  );
  if (parts.length === 0) return null;
  return {
    form: parts[0]?.form ?? "",
    values: Object.assign({}, ...parts.map(({ values }) => values)) as FormValues,
  };
}

/** Drops the draft of a form. */
export function dropDraft(key: DraftKey, places: DraftPlaces = PLACES): void {
  places.lasting.removeItem(nameOf(key));
  places.session.removeItem(nameOf(key));
}

/** Ids of the rows of a ledger that have a draft. */
export function draftedIds(
  file: string,
  ledger: string,
  places: DraftPlaces = PLACES,
): Set<string> {
  const prefix = nameOf({ file, ledger, id: "" });
  const names = [places.lasting, places.session].flatMap((place) =>
    Array.from({ length: place.length }, (_, index) => place.key(index) ?? ""),
  );
  const own = names.filter((name) => name.startsWith(prefix));
  return new Set(own.map((name) => name.slice(prefix.length)));
}

/** Forgets what may not outlive the session. */
export function forgetSession(places: DraftPlaces = PLACES): void {
  const names = Array.from({ length: places.session.length }, (_, at) => places.session.key(at));
  names
    .filter((name) => name?.startsWith(PREFIX))
    .forEach((name) => places.session.removeItem(name ?? ""));
}

function nameOf({ file, ledger, id }: DraftKey): string {
  return `${PREFIX}${file}:${ledger}:${id}`;
}

function write(
  place: Storage,
  key: DraftKey,
  draft: Draft,
  belongs: (field: string) => boolean,
): void {
  const values = Object.fromEntries(Object.entries(draft.values).filter(([name]) => belongs(name)));
  if (Object.keys(values).length === 0) {
    place.removeItem(nameOf(key));
    return;
  }
  try {
    place.setItem(nameOf(key), JSON.stringify({ form: draft.form, values }));
  } catch {
    // A full store must not stop the officer from typing; saving the record still works.
  }
}

function read(place: Storage, key: DraftKey): Draft | null {
  const text = place.getItem(nameOf(key));
  if (!text) return null;
  try {
    return JSON.parse(text) as Draft;
  } catch {
    place.removeItem(nameOf(key));
    return null;
  }
}
