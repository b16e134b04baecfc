import { assertReadableInEveryLook, assertWellMade, eachAddress } from "../screens.mjs";

export const title = "镇册：大字、夜间、灰度，每一页都看得清、不用左右拖";
export const opens = "竹坪镇.yz";

export async function flow({ page }) {
  await page.getByTestId("nav-township").waitFor();
  await eachAddress(page, async (name) => {
    await assertWellMade(page, `镇册看得清-${name}`);
    await assertReadableInEveryLook(page, `镇册看得清-${name}`);
  });
}
