/** 使用说明 for the frame: its texts and pictures are loaded when somebody reads it. */
import { defineAsyncComponent } from "vue";

/** The screen. */
export const GuideScreen = defineAsyncComponent(() => import("./GuideScreen.vue"));
