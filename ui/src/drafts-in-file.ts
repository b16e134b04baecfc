/**
 * The part of a draft that lies inside the encrypted file. One write runs at a time and the newest
 * state of a form is the one that is written, so that quick typing never queues up.
 */
import { call } from "./bridge/call";
import type { FormValues } from "./form-values";

const waiting = new Map<string, FormValues>();
let sending = false;

/** Puts the values away; none takes away what was there. */
export function putDraftInFile(key: string, values: FormValues): void {
  waiting.set(key, values);
  if (!sending) void send();
}

/** The values that were put away; none if the file does not have them. */
export async function draftInFile(key: string): Promise<FormValues> {
  const draft = await call("read_draft", { key }).catch(() => null);
  return (draft?.values ?? {}) as FormValues;
}

async function send(): Promise<void> {
  sending = true;
  for (;;) {
    const [next] = waiting;
    if (!next) break;
    const [key, values] = next;
    waiting.delete(key);
    // A draft that cannot be kept must not stop the officer from typing.
    await write(key, values).catch(() => undefined);
  }
  sending = false;
}

function write(key: string, values: FormValues): Promise<unknown> {
  return Object.keys(values).length > 0
    ? call("keep_draft", { key, values })
    : call("drop_draft", { key });
}
