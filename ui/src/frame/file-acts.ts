/** What can be done with the whole book, for its menu and the search box. */
import { t } from "../texts";

/** Every such act. */
export const fileActs = [
  { name: "backup", label: t.fileMenu.backup },
  { name: "check", label: t.fileMenu.check },
  { name: "people", label: t.people.title },
  { name: "keys", label: t.keys.title },
  { name: "lock", label: t.fileMenu.lock },
];
