// The township takes in what its villages brought and looks over them.
import { join } from "node:path";
import { yizhan } from "../../program.mjs";
import { says } from "../../screens.mjs";

export const opens = "竹坪镇.yz";

export async function walk({ page, place, stick, picture }) {
  const village = join(place, "栗溪村.yz");
  const record = { ledger: "hazard", values: { description: "水渠边土坡下滑，堵了半边路" } };
  await yizhan("call", village, "save_record", JSON.stringify(record));
  await yizhan("export", village, "--to", "990101102000", "-o", join(stick, "栗溪村.yzb"));
  await page.getByTestId("nav-handoff").click();
  await page.getByTestId("handoff-import-tab").press("Enter");
  await page.getByTestId("many-packages").getByRole("button", { name: "KINGSTON" }).press("Enter");
  await says(page.getByTestId("many-plan"), "栗溪村");
  await picture("township-packages");
  await page.getByTestId("nav-township").click();
  await page.locator("main table").first().waitFor();
  await picture("township");
}
