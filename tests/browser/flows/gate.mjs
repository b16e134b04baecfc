import { strict as assert } from "node:assert";
import { join } from "node:path";
import { assertWellMade, says } from "../screens.mjs";

export const title = "没有村册时：路径不对说得清，加入和恢复的表看得懂，打开演示村册";
export const opens = null;

export async function flow({ page, place }) {
  await page.getByTestId("gate-path").fill(join(place, "没有这个.yz"));
  await page.keyboard.press("Enter");
  await page.getByTestId("problem").waitFor();
  assert.match(await page.getByTestId("problem").innerText(), /\p{Script=Han}{6,}/u);
  await assertWellMade(page, "开始-没有这个文件");

  for (const [way, words] of [
    ["gate-join", "加入已有村册"],
    ["gate-restore", "从备份恢复"],
  ]) {
    await page.getByTestId(way).press("Enter");
    await says(page.getByRole("heading", { level: 2 }), words);
    await assertWellMade(page, words);
    await page.getByRole("button", { name: "返回" }).press("Enter");
  }

  await page.getByTestId("gate-path").fill(join(place, "栗溪村.yz"));
  await page.getByTestId("gate-open").press("Enter");
  await says(page.getByRole("banner"), "栗溪村");
}
