// Stands in for the shell of the desktop window: what its dialogs answer is said beforehand, one
// stick is plugged in, everything else goes to the server of the page. Folders of this machine are
// shown by the names they would have at a village.

/** What the stick is called, and where it lies there. */
const LABEL = "KINGSTON";
const STICK = `/media/${LABEL}`;
const ROOM = 15_600_000_000;

/** Where the village keeps its file. */
const HOME = "/home/station/驿站";

/** Makes every page of the session believe that it is in the window. */
export async function standIn(context, { place, stick }) {
  const answers = [];
  const names = [
    [stick, STICK],
    [place, HOME],
  ];
  await context.exposeFunction("answerOfShell", () => answers.shift() ?? null);
  const drive = { path: STICK, label: LABEL, free: ROOM, total: 2 * ROOM, removable: true, writable: true };
  await context.addInitScript(install, { drive, names });
  return {
    /** What the next dialogs answer: paths of files or folders. */
    answers: (...paths) => answers.push(...paths),
  };
}

/** Runs in the page, before anything of it. */
function install({ drive, names }) {
  const renamed = (text, [from, to]) => text.replaceAll(from, to);
  const shown = (text) => names.reduce(renamed, text);
  const real = (text) => names.map(([ours, theirs]) => [theirs, ours]).reduce(renamed, text);
  const ask = async (name, payload) => {
    const headers = { "content-type": "application/json" };
    const body = real(JSON.stringify(payload));
    const response = await fetch(`/call/${name}`, { method: "POST", body, headers });
    const answer = JSON.parse(shown(await response.text()));
    if (!response.ok) throw answer;
    return answer;
  };
  const invoke = (command, { name, payload } = {}) => {
    if (command !== "call") return Promise.resolve(0);
    if (name.startsWith("choose_") && name !== "choose_file") return globalThis.answerOfShell();
    if (name === "desk_opened_with") return Promise.resolve(null);
    return name === "drives" ? Promise.resolve([drive]) : ask(name, payload);
  };
  globalThis.__TAURI_INTERNALS__ = { invoke, transformCallback: () => 0 };
}
