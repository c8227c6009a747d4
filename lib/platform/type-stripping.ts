/** The first version of Node.js that runs TypeScript without an option. */
export const firstTypeStrippingNode = "22.18";

/** Whether a version of Node.js, such as `22.18.0`, runs TypeScript. 23.0 to 23.5 do not, but cdknix does not support 23. */
export function canStripTypes(version: string): boolean {
  const [[major = 0, minor = 0], [firstMajor = 0, firstMinor = 0]] = [
    numbersOf(version),
    numbersOf(firstTypeStrippingNode),
  ];
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}
