import type { Check } from "./finding";

const oldest = 20;

/** Node itself: what `engines` of package.json asks for, and npm only warns about. */
export const checkNode: Check = () => {
  const { node } = process.versions;
  if (Number(node.split(".")[0]) >= oldest) return { check: "node", status: "ok", message: `Node ${node}` };
  return {
    check: "node",
    status: "error",
    message: `Node ${node} is too old`,
    reason: `cdknix is written for Node ${String(oldest)} and later`,
    fix: "install a newer one from https://nodejs.org/download",
  };
};
