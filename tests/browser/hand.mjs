// A hand on the keyboard that counts what it does: keys struck, and inputs made.
import { strict as assert } from "node:assert";

/** Keys a second of somebody who types with two fingers and an input method. */
export const KEYS_A_SECOND = 5;

/** Letters of pinyin and the choice of the character, on the average. */
const KEYS_A_CHARACTER = 3;

/** Tab presses after which a field is held to be out of reach. */
const FAR = 150;

/** A hand at a page: `keys` struck so far, `inputs` made so far. */
export function handAt(page) {
  const hand = {
    keys: 0,
    inputs: 0,
    /** Strikes a key that says something: a shortcut, a confirmation, a choice. */
    async strike(key) {
      hand.keys += 1;
      hand.inputs += 1;
      await page.keyboard.press(key);
    },
    /** Types into the field that has the focus. */
    async type(text) {
      for (const character of text) hand.keys += /\p{Script=Han}/u.test(character) ? KEYS_A_CHARACTER : 1;
      hand.inputs += 1;
      await page.keyboard.type(text);
    },
    /** Goes on by Tab until an element has the focus; going there is no input. */
    async reach(test) {
      for (let pressed = 0; pressed < FAR; pressed += 1) {
        if ((await page.locator(`:focus[data-test=${test}]`).count()) > 0) return;
        hand.keys += 1;
        await page.keyboard.press("Tab");
      }
      assert.fail(`${test} is out of reach of the Tab key`);
    },
  };
  return hand;
}
