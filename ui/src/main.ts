import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/el-button.css";
import "element-plus/theme-chalk/el-checkbox.css";
import "element-plus/theme-chalk/el-dialog.css";
import "element-plus/theme-chalk/el-drawer.css";
import "element-plus/theme-chalk/el-input.css";
import "element-plus/theme-chalk/el-overlay.css";
import "element-plus/theme-chalk/el-switch.css";
import "./look/tokens.css";
import "./look/element.css";
import "./look/base.css";
import "./look/desk.css";
import "./look/parts.css";
import "./look/form.css";
import "./look/print.css";
import { createApp } from "vue";
import App from "./App.vue";

createApp(App).mount("#app");
