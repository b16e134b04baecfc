/** The texts of the screen. Another language is another file with the same shape. */
export { zh as t } from "./zh";
