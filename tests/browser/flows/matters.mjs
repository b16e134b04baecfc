import { strict as assert } from "node:assert";
import { join } from "node:path";
import { joinOffice, yizhan } from "../program.mjs";
import { assertWellMade, call, choose, says } from "../screens.mjs";

export const title = "两台电脑改了同一格，读了驿包来定夺：按 1 就定下，按 U 重定，按 T 另写一个，单子空了";

const OWN = "990101102203";
const PLACES = ["桥头", "晒谷场"];

export async function flow({ page, place }) {
  const { id, carried } = await disagree(page, place);
  await page.getByTestId("nav-handoff").click();
  await page.getByTestId("handoff-import-tab").press("Enter");
  await choose(page, "handoff-import", carried);
  await says(page.getByTestId("merge-report"), "有 1 处两边填得不一样");
  await page.getByTestId("merge-run").press("Enter");
  await page.getByTestId("merge-done").waitFor();
  await assertWellMade(page, "读驿包-有分歧");

  await page.getByTestId("merge-report").getByRole("link", { name: "去定夺" }).press("Enter");
  const conflict = page.getByTestId("conflict");
  await conflict.waitFor();
  for (const words of PLACES) await says(conflict, words);
  await assertWellMade(page, "待定夺");
  const { conflicts } = await call(page, "open_matters", {});
  const first = conflicts[0].sides[0].values["地点"];

  await page.keyboard.press("1");
  await says(page.getByRole("main"), "没有要定夺的");
  const { values, disputed } = await call(page, "read_record", { ledger: "hazard", id });
  assert.deepEqual(
    [values.location, disputed],
    [first, []],
    "the first side is what the books say now",
  );

  await page.keyboard.press("u");
  await says(conflict, "这一处刚定过");
  await assertWellMade(page, "待定夺-重定");
  await page.keyboard.press("2");
  await says(page.getByRole("main"), "没有要定夺的");
  assert.notEqual(await locationOf(page, id), first, "the other side was chosen");

  await page.keyboard.press("u");
  await says(conflict, "这一处刚定过");
  await page.keyboard.press("t");
  await page.keyboard.insertText("桥头和晒谷场之间");
  await assertWellMade(page, "待定夺-另写");
  await page.getByTestId("matter-typed-run").press("Enter");
  await says(page.getByRole("main"), "没有要定夺的");
  assert.equal(await locationOf(page, id), "桥头和晒谷场之间", "what neither had written");
  await page.getByTestId("nav-matters").filter({ hasNotText: /\d/ }).waitFor();
  await assertWellMade(page, "待定夺-空");
}

async function locationOf(page, id) {
  const { values } = await call(page, "read_record", { ledger: "hazard", id });
  return values.location;
}

/** One hazard, its place changed on both laptops; `carried` is what the second one brings. */
async function disagree(page, place) {
  const invitation = join(place, "邀请.yzi");
  const { passphrase } = await call(page, "invite_laptop", { path: invitation });
  const second = join(place, "第二台.yz");
  await joinOffice(second, invitation, passphrase);
  const { id } = await call(page, "save_record", {
    ledger: "hazard",
    values: { description: "路灯不亮", location: "村口" },
  });
  const { path } = await call(page, "export_package", { to: OWN, path: place });
  await yizhan("import", second, path);

  await write((name, payload) => call(page, name, payload), id, PLACES[0]);
  await write((name, payload) => yizhan("call", second, name, JSON.stringify(payload)), id, PLACES[1]);
  const carried = join(place, "第二台送来.yzb");
  await yizhan("export", second, "--to", OWN, "-o", carried);
  return { id, carried };
}

async function write(ask, id, location) {
  const { form } = await ask("read_record", { ledger: "hazard", id });
  await ask("save_record", { ledger: "hazard", id, values: { location }, form });
}
