/** Whether the sheet of F1 is open; any part of the screen may open it. */
import { ref } from "vue";

/** Whether it is shown. */
export const helps = ref(false);
