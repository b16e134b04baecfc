// What a village carries away: packages, receipts, backups, an invitation.
import { cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { yizhan } from "../../program.mjs";
import { call, says } from "../../screens.mjs";

export const opens = "栗溪村.yz";

const ORDER = {
  kind: "task",
  content: "汛前把应急文件袋重印一遍",
  villages: ["990101102203"],
  due_date: "5月31日",
};

export async function walk({ page, place, stick, shell, picture }) {
  const town = await apart(place);
  await page.getByTestId("nav-handoff").click();
  await call(page, "save_record", { ledger: "hazard", values: { description: "水渠边土坡下滑" } });
  await make(page, picture);
  await receipt(page, { place, town, stick, shell, picture });
  await invitation(page, { place, shell, picture });
  await page.getByTestId("nav-settings").click();
  await page.getByTestId("settings-backups").click();
  await page.getByTestId("backup-now").press("Enter");
  await page.getByTestId("backup-written").waitFor();
  // The one the program makes by itself comes later than this walk; a list shows two.
  await page.getByTestId("backup-now").press("Enter");
  await page.getByTestId("backup-line").nth(1).waitFor();
  await picture("backup");
}

/** The township's file lies elsewhere: what it backs up is not for the village's list. */
async function apart(place) {
  const folder = join(place, "../town");
  await mkdir(folder);
  for (const name of ["竹坪镇.yz", "竹坪镇.yz.key"]) await cp(join(place, name), join(folder, name));
  return join(folder, "竹坪镇.yz");
}

async function make(page, picture) {
  await page.getByTestId("handoff-export-tab").press("Enter");
  await page.getByTestId("drive").click();
  await page.getByTestId("handoff-written").waitFor();
  await picture("package");
}

/** The township takes the package in and sends one back with a task. */
async function receipt(page, { place, town, stick, shell, picture }) {
  const names = await readdir(stick, { recursive: true });
  await yizhan("import", town, join(stick, names.find((name) => name.endsWith(".yzb"))));
  await yizhan("call", town, "give_order", JSON.stringify(ORDER));
  const back = join(place, "竹坪镇给栗溪村.yzb");
  await yizhan("export", town, "--to", "990101102203", "-o", back);
  await page.getByTestId("handoff-import-tab").press("Enter");
  shell.answers(back);
  await page.getByTestId("handoff-import").press("Enter");
  await page.getByTestId("merge-report").waitFor();
  await picture("receipt");
}

async function invitation(page, { place, shell, picture }) {
  await page.getByTestId("handoff-laptop-tab").press("Enter");
  shell.answers(join(place, "栗溪村邀请.yzi"));
  await page.getByTestId("invite").press("Enter");
  await page.getByTestId("invite-words").waitFor();
  await picture("second-laptop");
}
