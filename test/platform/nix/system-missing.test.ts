import { nixFailed } from "../../../lib/platform/nix/errors";

const platform = process.platform;
afterEach(() => {
  Object.defineProperty(process, "platform", { value: platform });
});

/** The fix for an error of Nix on a Mac with Apple silicon. */
function fixOnMac(stderr: string): string | undefined {
  Object.defineProperty(process, "platform", { value: "darwin" });
  return nixFailed("build", "build-failed", "cannot build", {
    argv: ["nix", "build"],
    cwd: "/",
    exitCode: 1,
    signal: undefined,
    startError: undefined,
    seconds: 1,
    stdout: "",
    stderr,
    cause: undefined,
  }).fix;
}

describe("a system that only another machine builds for, on macOS", () => {
  it.each([
    "error: a 'x86_64-linux' with features {} is required to build '/nix/store/x-iso.drv', but I am a 'aarch64-darwin' with features {benchmark}",
    "error: Cannot build '/nix/store/x-iso.drv'.\n       Reason: required system or feature not available\n       Required system: 'x86_64-linux' with features {}\n       Current system: 'aarch64-darwin' with features {benchmark}",
  ])("is named in the fix, which proposes a Linux builder: %#", (stderr) => {
    expect(fixOnMac(stderr)).toBe(
      "run a Linux builder in a virtual machine (see the how-to guide \"Build on macOS\"), or add a builder that does, such as --builders 'ssh-ng://root@builder x86_64-linux'; `synth doctor` checks all builders",
    );
  });
});
