import {
  authorUnknown,
  belowAFile,
  directoryNotEmpty,
  nodeTooOld,
  notADirectory,
  originCopied,
  originUnknown,
  specifierInvalid,
  terraformWithoutStacks,
} from "../../../lib/commands/init/errors";
import type { Issue } from "../../../lib/model";
import { byCommand, type ErrorEntry } from "./error-entry";
import { systemSample } from "./samples";

const notice = (parts: Omit<Issue, "constructPath">): Issue => ({ ...parts, constructPath: "" });

/** Errors of `synth init`. */
export const initErrors: readonly ErrorEntry[] = [
  byCommand({
    code: "author-unknown",
    meaning:
      "git does not know who you are, so the first commit of the new project has a placeholder as its author. This is a note.",
    samples: () => notice(authorUnknown()),
    shows: "synth init my-installer",
    repairs:
      "git config --global user.name 'Your Name'\ngit config --global user.email you@example.org\ncd my-installer && git commit --amend --reset-author --no-edit",
  }),
  byCommand({
    code: "directory-not-empty",
    meaning: "`synth init` creates a project only in a new or empty directory.",
    samples: () => directoryNotEmpty("my-installer", ["main.ts", "package.json"]),
    shows: "synth init my-installer",
    repairs: "synth init my-second-installer",
  }),
  byCommand({
    code: "node-too-old",
    meaning:
      "This version of Node.js cannot run the program of a project with the runner `node`, which is a warning, or cdknix itself, which ends with exit code 5.",
    samples: () => notice(nodeTooOld("20.20.2")),
    shows: "synth init my-installer --runner node",
    repairs: "synth init my-installer --runner tsx",
  }),
  byCommand({
    code: "not-a-directory",
    meaning: "A file or a link exists where cdknix needs a directory.",
    why: "cdknix does not replace files that it did not write.",
    samples: () => [
      notADirectory("my-installer"),
      belowAFile("notes.txt/my-installer"),
      systemSample("EEXIST", "mkdir", "file already exists", "write cdk.out.images/lilith"),
    ],
    shows: "touch my-installer && synth init my-installer",
    repairs: "rm my-installer && synth init my-installer",
  }),
  byCommand({
    code: "origin-copied",
    meaning:
      "The new project contains a copy of cdknix and installs it from there: npm did not record where cdknix was installed from, as with `npm install --global`, or that file is gone. This is a note.",
    samples: () => [
      notice(originCopied("cdknix-0.1.0.tgz", "^0.1.0")),
      notice(originCopied("cdknix-0.1.0.tgz", "^0.1.0", "/home/me/cdknix.tgz")),
    ],
    shows: "synth init my-installer",
    repairs: "cd my-installer && npm install cdknix@^0.1.0 && rm cdknix-0.1.0.tgz",
  }),
  byCommand({
    code: "origin-unknown",
    meaning:
      "npm did not record where cdknix was installed from and cannot pack it, so a new project installs it from the npm registry. This is a warning.",
    samples: () => notice(originUnknown("^0.1.0")),
    shows: "synth init my-installer",
    repairs: "cd my-installer && npm pkg set dependencies.cdknix=file:../cdknix-0.1.0.tgz",
  }),
  byCommand({
    code: "specifier-invalid",
    meaning: "`synth init --cdknix` got a value that npm cannot install, so the new project would not work.",
    samples: () => [
      specifierInvalid("not a version!", "it is neither a version, a tag, an address, nor a file"),
      specifierInvalid("file:cdknix.tgz", "/home/me/cdknix.tgz does not exist"),
    ],
    shows: "synth init my-installer --cdknix 'not a version!'",
    repairs: "synth init my-installer --cdknix ^0.1.0",
  }),
  byCommand({
    code: "terraform-without-stacks",
    meaning: "`synth init` has the option `--terraform`, but the template has no Terraform stacks.",
    samples: () => terraformWithoutStacks("iso"),
    shows: "synth init my-installer --terraform cdktf",
    repairs: "synth init my-installer --template terraform --terraform cdktf",
  }),
];
