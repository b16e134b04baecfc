/**
 * Choosing files. The desktop window shows the system's dialogs; a browser uploads and downloads
 * instead. Screens do not see the difference.
 */
import { t } from "../texts";
import { askShell, inWindow, request } from "./call";
import { Problem } from "./problem";

/** One kind of file, such as 驿包 with `yzb`. */
export interface FileKind {
  name: string;
  extensions: string[];
}

/** A file that is to be written: what the dialog says, and the name it proposes. */
export interface SaveTarget {
  title: string;
  name: string;
  kind: FileKind;
}

/** The kinds of files the program reads and writes. */
export const kinds = {
  office: { name: t.files.office, extensions: ["yz"] },
  package: { name: t.files.package, extensions: ["yzb"] },
  card: { name: t.files.card, extensions: ["json"] },
  sheet: { name: t.files.sheet, extensions: ["xlsx", "xls", "ods", "csv"] },
  workbook: { name: t.files.sheet, extensions: ["xlsx"] },
  pdf: { name: t.files.pdf, extensions: ["pdf"] },
  backup: { name: t.files.backup, extensions: ["yzbak"] },
  warning: { name: t.files.warning, extensions: ["xml", "cap"] },
  invitation: { name: t.files.invitation, extensions: ["yzi"] },
} satisfies Record<string, FileKind>;

/** Whether paths on this machine can be chosen; a browser can only send and fetch files. */
export const reachesDisk = inWindow;

/** How a written file is told to a person: where it lies, or what the browser downloaded. */
export function toldPlace(path: string): string {
  return reachesDisk ? path : fileName(path);
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

/** Asks for an existing file; null when the person changed their mind. */
export async function chooseOpen(title: string, kind: FileKind): Promise<string | null> {
  if (inWindow) return asPath(await askShell("choose_open", { title, filters: [kind] }));
  const file = await pickUpload(kind);
  return file ? upload(file) : null;
}

/** Asks for several existing files in a browser; null when the person changed their mind. */
export async function chooseSeveral(kind: FileKind): Promise<string[] | null> {
  const files = await pickUploads(kind, true);
  return files.length > 0 ? Promise.all(files.map(upload)) : null;
}

/** Asks for a folder such as a stick. Only where `reachesDisk`. */
export async function chooseFolder(title: string): Promise<string | null> {
  return asPath(await askShell("choose_folder", { title }));
}

/** Asks where a new file goes, writes it there and answers what `write` answered. */
export async function withSaveTarget<Answer extends { path: string }>(
  target: SaveTarget,
  write: (path: string) => Promise<Answer>,
): Promise<Answer | null> {
  if (!inWindow) return writeAndDownload(target.name, write);
  const path = await choosePlace(target);
  return path ? write(path) : null;
}

/** Asks where a new file goes. Only where `reachesDisk`; a browser has no such dialog. */
export async function choosePlace({ title, name, kind }: SaveTarget): Promise<string | null> {
  const path = asPath(await askShell("choose_save", { title, name, filters: [kind] }));
  return path ? withEnding(path, kind) : null;
}

/** Asks for a folder such as a stick, and lets `write` put something into it. */
export async function withFolder<Answer extends { path: string }>(
  title: string,
  write: (folder: string) => Promise<Answer>,
): Promise<Answer | null> {
  // A place reserved on the server lies alone in a folder of its own.
  if (!inWindow) return writeAndDownload("", (path) => write(path.replace(/[\\/][^\\/]*$/, "")));
  const path = asPath(await askShell("choose_folder", { title }));
  return path ? write(path) : null;
}

function asPath(answer: unknown): string | null {
  return typeof answer === "string" ? answer : null;
}

function withEnding(path: string, kind: FileKind): string {
  const known = kind.extensions.some((ending) => path.toLowerCase().endsWith(`.${ending}`));
  return known ? path : `${path}.${kind.extensions[0] ?? ""}`;
}

async function writeAndDownload<Answer extends { path: string }>(
  name: string,
  write: (path: string) => Promise<Answer>,
): Promise<Answer> {
  const place = await request(`/file?name=${encodeURIComponent(name)}`, { method: "POST" });
  const answer = await write(pathOf(place));
  const link = document.createElement("a");
  link.href = `/file?path=${encodeURIComponent(answer.path)}`;
  link.download = fileName(answer.path);
  link.click();
  return answer;
}

async function upload(file: File): Promise<string> {
  const address = `/file?name=${encodeURIComponent(file.name)}`;
  return pathOf(await request(address, { method: "PUT", body: file }));
}

function pathOf(answer: unknown): string {
  if (typeof answer === "object" && answer !== null && "path" in answer) {
    const { path } = answer;
    if (typeof path === "string") return path;
  }
  throw new Problem("unexpected", t.problem.unexpected);
}

async function pickUpload(kind: FileKind): Promise<File | null> {
  return (await pickUploads(kind, false))[0] ?? null;
}

function pickUploads(kind: FileKind, multiple: boolean): Promise<File[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = multiple;
  input.accept = kind.extensions.map((ending) => `.${ending}`).join(",");
  input.hidden = true;
  // Kept in the page while the dialog is open, so that a test can reach it.
  document.body.append(input);
  return new Promise((resolve) => {
    const finish = (files: File[]): void => {
      input.remove();
      resolve(files);
    };
    input.addEventListener("change", () => finish([...(input.files ?? [])]));
    input.addEventListener("cancel", () => finish([]));
    input.click();
  });
}
