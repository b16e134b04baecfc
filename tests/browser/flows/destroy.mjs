import { strict as assert } from "node:assert";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { assertReadableInEveryLook, assertWellMade, call, says, sitOutWrongPassword } from "../screens.mjs";

export const title = "事件结束后销毁个人信息：逐条定、两人签字、输密码，旧备份一起改写，证明写明";

const SHARED = "溪水边种着两棵板栗";

export async function flow({ page, place }) {
  // A build for tests works seconds on each password, and writes the backups anew.
  page.setDefaultTimeout(180_000);
  await protect(page);
  const folder = join(place, "另存的备份");
  await mkdir(folder);
  await call(page, "backup_file", { folder });
  await endIncident(page);
  await page.evaluate(() => (location.hash = "#/settings/destroy"));
  await page.reload();

  await page.getByTestId("destroy-begin").first().press("Enter");
  await page.getByTestId("destroy-plan").waitFor();
  const [first, second] = await page.getByTestId("destroy-name").all();
  await first.fill("李秀英");
  await second.fill("周志强");
  await page.getByTestId("confirm").fill("不是这个密码吧");
  await page.getByTestId("destroy-run").press("Enter");
  await says(page.getByTestId("problem"), "密码不对");
  await assertWellMade(page, "销毁-逐条定");
  await sitOutWrongPassword(page);
  await page.getByTestId("confirm").fill(SHARED);
  await page.getByTestId("destroy-run").press("Enter");

  await page.getByTestId("destroyed").waitFor();
  await page.getByTestId("destroy-backups").first().locator("summary").press("Enter");
  await says(page.getByTestId("destroy-backups").first(), ".yzbak");
  await assertWellMade(page, "销毁-办完");
  await assertReadableInEveryLook(page, "销毁-办完");
  const [done] = await call(page, "destructions", {});
  assert.equal(done.unfinished, false);
  assert.ok(done.backups.length > 0, "the backup was written anew");
}

/** Puts a password on the file, which takes longer than other calls may. */
async function protect(page) {
  const address = new URL("/call/protect_file", page.url()).href;
  const sent = { data: { password: SHARED }, timeout: 180_000 };
  assert.ok((await page.request.post(address, sent)).ok(), "the file has a password");
}

/** Something that happened is over, with the name of who reported it. */
async function endIncident(page) {
  const values = { kind: "flash_flood", location: "西冲塘下游", reporter: "巫匿鸣" };
  const { id } = await call(page, "save_record", { ledger: "incident", values });
  const { form } = await call(page, "read_record", { ledger: "incident", id });
  await call(page, "advance_record", { ledger: "incident", id, step: "end", values: {}, form });
}
