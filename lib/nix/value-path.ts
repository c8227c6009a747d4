/** Where a value is inside the value it belongs to: attribute names and list positions. */
export type ValuePath = readonly (string | number)[];

const plainName = /^[a-zA-Z_$][a-zA-Z0-9_$-]*$/;

/** A path as one would write it in TypeScript: `props.config.boot["a.b"][2]`. */
export function formatValuePath(path: ValuePath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!plainName.test(step)) text += `[${JSON.stringify(step)}]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}
