/** How operators name a plug of the Megawatt Charging System: OICP 2.3 has no name for it yet. */
const MEGAWATT_PLUG = /(?<![a-z])mcs(?![a-z])|mega[\s_-]?watt|(?<![a-z]|[\d.,]\s?)mw(?![a-z])/i;

/** Whether an EVSE has a plug of the Megawatt Charging System, in any spelling. */
export function hasMegawattPlug(plugs: readonly string[]): boolean {
  return plugs.some((each) => MEGAWATT_PLUG.test(each));
}
