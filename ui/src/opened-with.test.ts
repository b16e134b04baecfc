import { beforeEach, expect, it, vi } from "vitest";
import type { FileState } from "./bridge/bindings";

const { call, askShell } = vi.hoisted(() => ({ call: vi.fn(), askShell: vi.fn() }));
vi.mock("./bridge/call", () => ({ call, askShell, inWindow: true }));

/** What the core says of the file at hand; only what this test asks. */
function aFile(said: Pick<FileState, "stage" | "path" | "name">): FileState {
  return said as FileState;
}

const gate = aFile({ stage: "none", path: null, name: "" });

async function fresh() {
  vi.resetModules();
  const [opened, desk] = [await import("./opened-with"), await import("./desk")];
  return { ...opened, file: desk.file };
}

beforeEach(() => {
  localStorage.clear();
  call.mockReset();
  askShell.mockReset().mockResolvedValue(null);
});

/** The core: nothing open, and these files there to be chosen. */
function core(files: string[]) {
  call.mockImplementation((name: string, { path }: { path: string }) => {
    if (name === "file_state") return Promise.resolve(gate);
    if (name === "choose_file" && files.includes(path)) {
      return Promise.resolve(aFile({ stage: "locked", path, name: "栗溪村" }));
    }
    return Promise.reject(new Error("不在"));
  });
}

it("a double click on a village file leads to its password", async () => {
  core(["/册子/栗溪村.yz"]);
  askShell.mockResolvedValue("/册子/栗溪村.yz");
  const { begin, file } = await fresh();
  await begin();
  expect([file.value?.stage, file.value?.path]).toEqual(["locked", "/册子/栗溪村.yz"]);
});

it("a locked book at hand that is not the named one stays at hand", async () => {
  const other = aFile({ stage: "locked", path: "/册子/别的.yz", name: "别的" });
  call.mockImplementation((name: string) =>
    name === "file_state" ? Promise.resolve(other) : Promise.reject(new Error(name)),
  );
  askShell.mockResolvedValue("/册子/栗溪村.yz");
  const { begin, file } = await fresh();
  await begin();
  expect(file.value?.path).toBe("/册子/别的.yz");
});

it("a book that the shell could not open ahead is asked for again, so that the reason is said", async () => {
  const refused = aFile({ stage: "locked", path: "/册子/坏了.yz", name: "" });
  call.mockImplementation((name: string) =>
    name === "file_state" ? Promise.resolve(refused) : Promise.reject(new Error("坏了")),
  );
  askShell.mockResolvedValue("/册子/坏了.yz");
  const { begin, file } = await fresh();
  await expect(begin()).rejects.toThrow("坏了");
  expect(file.value?.stage).toBe("none");
});

it("a double click on a package opens the file of last time, and the package waits for it", async () => {
  core(["/册子/栗溪村.yz"]);
  askShell.mockResolvedValue("/U盘/2026-07.YZB");
  localStorage.setItem("yizhan.last-file", "/册子/栗溪村.yz");
  const { begin, file, packageWaits, takePackage } = await fresh();
  await begin();
  expect(file.value?.path).toBe("/册子/栗溪村.yz");
  expect(packageWaits.value).toBe(true);
  expect(takePackage()).toBe("/U盘/2026-07.YZB");
  expect(takePackage(), "it is read in once").toBeNull();
});

it("a file of last time that is gone is not complained about: the gate shows", async () => {
  core([]);
  localStorage.setItem("yizhan.last-file", "/册子/不在了.yz");
  const { begin, file } = await fresh();
  await begin();
  expect(file.value?.stage).toBe("none");
});

it("a file that was double-clicked and cannot be read leaves the gate usable and is said", async () => {
  core([]);
  askShell.mockResolvedValue("/册子/坏了.yz");
  const { begin, file } = await fresh();
  await expect(begin()).rejects.toThrow("不在");
  expect(file.value?.stage).toBe("none");
});
