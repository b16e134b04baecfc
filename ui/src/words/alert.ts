/** What is said of a row that needs attention: whether it is late already, or only near. */

/** Days that are still left: 今天, 后天, 25天. */
const NEAR = /^(?:今天|明天|后天|\d+\s*天)$/;

/** Whether the words tell of something that is still to come. */
export function isNear(alert: string): boolean {
  return NEAR.test(alert);
}
