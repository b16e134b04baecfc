import { strict as assert } from "node:assert";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { yizhan } from "../program.mjs";
import { assertWellMade, call, download, says } from "../screens.mjs";

export const title = "做驿包送乡镇，验得过；名片上的指纹同乡镇那边的一样";

export async function flow({ page, place }) {
  await call(page, "save_record", { ledger: "hazard", values: { description: "水渠边土坡下滑" } });
  await page.getByTestId("nav-handoff").click();
  await says(page.getByRole("main"), "有 1 笔还没有回执");
  await assertWellMade(page, "做驿包");

  const made = await download(page, () => page.getByTestId("handoff-export").press("Enter"));
  assert.match(made.name, /^栗溪村_990101102203_.*\.yzb$/);
  await says(page.getByTestId("handoff-written"), "读出来核对过");
  await assertWellMade(page, "做驿包-做好了");
  const carried = join(place, made.name);
  await copyFile(made.path, carried);
  const outer = await yizhan("verify", carried);
  assert.equal(outer.ok, true, "anybody can verify the outside");
  const town = join(place, "竹坪镇.yz");
  const whole = await yizhan("verify", carried, town);
  assert.deepEqual(
    { ok: whole.ok, profile: whole.profile },
    { ok: true, profile: "full" },
    "the township can verify all of it",
  );
  assert.notEqual(whole.scope, outer.scope);

  await page.getByTestId("handoff-cards-tab").press("Enter");
  const shown = digits(await page.getByTestId("fingerprint").innerText());
  const { offices } = await yizhan("call", town, "handoff_state");
  const known = offices.find(({ code }) => code === "990101102203");
  assert.equal(shown, digits(known.fingerprint), "both offices read out the same digits");
  assert.equal(shown.length, 30);
  await assertWellMade(page, "单位名片");
  const card = await download(page, () => page.getByTestId("card-save").press("Enter"));
  assert.match(card.name, /名片\.json$/);
}

function digits(text) {
  return text.replace(/\D/g, "");
}
