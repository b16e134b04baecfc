import { strict as assert } from "node:assert";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { yizhan } from "../program.mjs";
import { assertWellMade, call, download, says } from "../screens.mjs";

export const title = "检查村册，备份下来恢复得出，一条不少；第二台电脑的邀请带得走";

export async function flow({ page, place }) {
  await openFileMenu(page, "check");
  await page.getByTestId("file-run").press("Enter");
  await says(page.getByTestId("check-done"), "没有发现问题");
  await assertWellMade(page, "检查");
  await page.keyboard.press("Escape");
  await page.getByTestId("check-done").waitFor({ state: "hidden" });

  await openFileMenu(page, "backup");
  const made = await download(page, () => page.getByTestId("file-run").press("Enter"));
  await says(page.getByTestId("backup-done"), "核对过");
  await assertWellMade(page, "备份");
  await page.keyboard.press("Escape");
  await page.getByTestId("backup-done").waitFor({ state: "hidden" });
  await assertRestores(page, made, place);

  await page.getByTestId("nav-handoff").click();
  await page.getByTestId("handoff-laptop-tab").press("Enter");
  const invited = await download(page, () => page.getByTestId("invite").press("Enter"));
  assert.match(invited.name, /栗溪村.*\.yzi$/);
  const words = await page.getByTestId("invite-words").innerText();
  assert.ok(words.trim().length >= 12, "the words to be told stand on the screen");
  await assertWellMade(page, "第二台电脑");
}

/** What was backed up makes a new file with as many people as this one has. */
async function assertRestores(page, made, place) {
  const backup = join(place, made.name);
  await copyFile(made.path, backup);
  const restored = join(place, "恢复的村册.yz");
  await yizhan("restore", backup, restored);
  const request = { ledger: "person", limit: 1 };
  const there = await yizhan("call", restored, "list_records", JSON.stringify(request));
  const here = await call(page, "list_records", request);
  assert.ok(here.total > 1000);
  assert.equal(there.total, here.total);
}

async function openFileMenu(page, act) {
  await page.getByTestId("file-menu").press("Enter");
  await page.getByTestId(`file-menu-${act}`).press("Enter");
  await page.getByTestId("file-run").waitFor();
}
