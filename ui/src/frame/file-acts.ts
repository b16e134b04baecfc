/** What can be done with the whole book, for its menu and the search box. */
import { computed } from "vue";
import { isDark, isLarge } from "../appearance";
import { isTown } from "../desk";
import { t } from "../texts";

/** Every such act. */
export const fileActs = computed(() => [
  { name: "backup", label: t.fileMenu.backup },
  { name: "check", label: t.fileMenu.check },
  { name: "people", label: t.people.title },
  { name: "keys", label: t.keys.title },
  { name: "large", label: isLarge.value ? t.help.looks.notLarge : t.help.looks.large },
  { name: "dark", label: isDark.value ? t.help.looks.notDark : t.help.looks.dark },
  { name: "walk", label: isTown.value ? t.help.walk.titleTown : t.help.walk.title },
  { name: "help", label: t.keySheet.command },
  { name: "lock", label: t.fileMenu.lock },
]);
