import { strict as assert } from "node:assert";
import { join } from "node:path";
import { yizhan } from "../program.mjs";
import { assertWellMade, call, says } from "../screens.mjs";

export const title =
  "电脑丢了：用纸上的恢复码换钥匙，之后写的隔离起来，核对后收下";
export const opens = null;

/** A village made here, whose paper code is known, with a second laptop that is lost. */
async function found(page, place) {
  const file = join(place, "新村.yz");
  const made = await call(page, "create_file", {
    path: file,
    code: "990101102209",
    name: "新村",
    kind: "village",
    password: null,
  });
  const invitation = join(place, "邀请.yzi");
  const told = await call(page, "invite_laptop", { path: invitation });
  const lost = join(place, "丢了的.yz");
  await call(page, "join_office", {
    path: lost,
    invitation,
    passphrase: told.passphrase,
    password: null,
  });
  await call(page, "save_record", {
    ledger: "hazard",
    values: { description: "丢以前写的" },
  });
  await carry(page, { from: lost, to: file, package: join(place, "一.yzb") });
  return { file, lost, paper: made.recovery_code };
}

async function carry(page, { from, to, package: path }) {
  await call(page, "choose_file", { path: from });
  await call(page, "export_package", { to: "990101102209", path });
  await call(page, "choose_file", { path: to });
  return call(page, "import_package", { path });
}

export async function flow({ page, place }) {
  const { file, lost, paper } = await found(page, place);
  await page.goto(new URL("/#/handoff/keys", page.url()).href);
  await page.reload();
  await page.getByTestId("laptop").nth(1).waitFor();
  assert.equal(await page.getByTestId("laptop").count(), 2);
  await assertWellMade(page, "电脑和钥匙");

  await page.getByTestId("keys-lost").click();
  await page.getByTestId("keys-laptop").click();
  await page.getByTestId("keys-paper").fill("12345");
  await page.getByTestId("keys-sure").click();
  await page.getByTestId("keys-run").click();
  await says(page.getByTestId("problem"), "长短不对");
  await assertWellMade(page, "换钥匙-抄错");
  await page.getByTestId("keys-paper").fill(paper);
  await page.getByTestId("keys-run").click();
  await says(page.getByTestId("keys-renewed"), "已经换上新钥匙");
  await says(page.getByTestId("laptop").nth(1), "已登记丢失");
  await assertWellMade(page, "换钥匙-换好了");

  await call(page, "choose_file", { path: lost });
  await call(page, "save_record", {
    ledger: "hazard",
    values: { description: "丢以后写的" },
  });
  const merged = await carry(page, {
    from: lost,
    to: file,
    package: join(place, "二.yzb"),
  });
  assert.equal(merged.quarantined, 1);
  await page.reload();
  await says(page.getByTestId("quarantined"), "丢以后写的");
  await assertWellMade(page, "隔离的记录");
  await page.getByTestId("quarantine-choose").click();
  await page.getByTestId("quarantine-reason").fill("同李会计核对过");
  await page.getByTestId("quarantine-admit").press("Enter");
  await page.getByTestId("quarantined").waitFor({ state: "detached" });
  const hazards = await call(page, "list_records", { ledger: "hazard" });
  assert.equal(hazards.total, 2);
  await call(page, "lock_file", {});
  const checked = await yizhan("check", file, "--rebuild");
  assert.equal(checked.ok, true);
}
