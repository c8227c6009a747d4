import type { Check } from "./finding";
import { isOnPath } from "./on-path";

/** git: for the revision in the image's name, and for Nix, which reads git repositories by it. */
export const checkGit: Check = () => {
  if (isOnPath("git")) return { check: "git", status: "ok", message: "git is installed" };
  return {
    check: "git",
    status: "warning",
    message: "git is not installed",
    reason: "images are called `dirty` instead of by their commit, and directories of git repositories are not copied",
    fix: "apt-get install git",
  };
};
