/**
 * The one way to the core. Inside the desktop window a request goes through Tauri, in a browser
 * to the server that served this page; nothing else ever leaves the screen.
 */
import { invoke } from "@tauri-apps/api/core";
import { t } from "../texts";
import type { Commands } from "./bindings";
import { Problem } from "./problem";
import { counting } from "./under-way";

/** Whether the page runs inside the desktop window. */
export const inWindow = "__TAURI_INTERNALS__" in globalThis;

/** Asks the core. Refusals and failures are thrown as `Problem`. */
export async function call<Name extends keyof Commands>(
  name: Name,
  payload: Commands[Name][0],
): Promise<Commands[Name][1]> {
  return (await counting(name, () => ask(name, payload))) as Commands[Name][1];
}

/** Asks the desktop shell itself, for what only a window has: dialogs, opening arguments. */
export async function askShell(name: string, payload: Record<string, unknown>): Promise<unknown> {
  return askWindow(name, payload);
}

function ask(name: string, payload: unknown): Promise<unknown> {
  return inWindow ? askWindow(name, payload) : askServer(name, payload);
}

async function askWindow(name: string, payload: unknown): Promise<unknown> {
  try {
    return await invoke("call", { name, payload });
  } catch (answer) {
    throw Problem.from(answer, t.problem.unexpected);
  }
}

async function askServer(name: string, payload: unknown): Promise<unknown> {
  const answer = await request(`/call/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(payload),
  });
  return answer;
}

/** Sends one request to the server of this page and reads its JSON. */
export async function request(address: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { credentials: "same-origin", cache: "no-store", ...init });
  } catch {
    throw new Problem("unreachable", t.problem.unreachable);
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw Problem.from(body, t.problem.unexpected);
  return body;
}
