import { parseNixError } from "../../../lib/attribution/nix-messages/error-report";
import { formatFailure } from "../../../lib/platform/failure";
import { nixErrorText, nixFailed } from "../../../lib/platform/nix/errors";
import { describeProcess, runProcess } from "../../../lib/platform/process/run-process";

const platform = process.platform;
afterEach(() => {
  Object.defineProperty(process, "platform", { value: platform });
});

async function failureOf(script: string): Promise<string> {
  const run = await runProcess({ argv: ["sh", "-c", script], cwd: "/" });
  const failure = nixFailed("evaluation", "evaluation-failed", "Nix cannot evaluate the ISO of a", run);
  return `${failure.kind} ${formatFailure(failure)}`;
}

describe("a Nix failure", () => {
  it("explains a segmentation fault", async () => {
    expect(await failureOf("kill -SEGV $$")).toMatchInlineSnapshot(`
      "machine error[nix-crashed]: Nix cannot evaluate the ISO of a: terminated by SIGSEGV
        why:   old versions of Nix crash if their garbage collector runs while they copy nixpkgs
        fix:   set GC_INITIAL_HEAP_SIZE=4G in the environment, or install a newer version of Nix
        docs:  https://cdknix.example/errors/nix-crashed"
    `);
  });

  it("shows a known error without the trace that newer versions of Nix print before it", async () => {
    const said = [
      "error:",
      "       … while updating the lock file of flake 'path:/home/me/installer/cdk.out.staging-1-2-abc/tree/installer'",
      "",
      "       … while updating the flake input 'nixpkgs'",
      "",
      "       error: unable to download 'https://api.github.com/x': Could not resolve hostname (6)",
    ];
    expect(await failureOf(`printf '%s\\n' ${said.map((line) => `"${line}"`).join(" ")} >&2; exit 1`))
      .toMatchInlineSnapshot(`
     "machine error[network-missing]: Nix cannot evaluate the ISO of a
       | error: unable to download 'https://api.github.com/x': Could not resolve hostname (6)
       why:   Nix cannot reach the network
       fix:   connect this machine to the network, or build on the offline base with --nixpkgs embedded
       docs:  https://cdknix.example/errors/network-missing"
    `);
  });

  it("classifies a network error as a problem of the machine", async () => {
    const said = "error: unable to download 'https://api.github.com/x': Couldn't resolve host name (6)";
    expect(await failureOf(`echo "${said}" >&2; exit 1`)).toMatchInlineSnapshot(`
      "machine error[network-missing]: Nix cannot evaluate the ISO of a
        | error: unable to download 'https://api.github.com/x': Couldn't resolve host name (6)
        why:   Nix cannot reach the network
        fix:   connect this machine to the network, or build on the offline base with --nixpkgs embedded
        docs:  https://cdknix.example/errors/network-missing"
    `);
  });

  it("proposes the offline base only where it can be made", async () => {
    Object.defineProperty(process, "platform", { value: "darwin" });
    const offline = await failureOf(`echo "error: unable to download: Couldn't resolve host name (6)" >&2; exit 1`);
    expect(offline).toMatch(/fix: {3}connect this machine to the network\n/);
    const tooOld = await failureOf(`echo "error: This version of Nixpkgs requires Nix >= 2.18" >&2; exit 1`);
    expect(tooOld).toContain("machine error[nix-too-old]");
    expect(tooOld).toMatch(/; or build with this Nix: an older release\n/);
  });

  it("recognizes a daemon that does not run, and a store that nobody can write", async () => {
    const socket = "/nix/var/nix/daemon-socket/socket";
    expect(
      await failureOf(`echo "error: cannot connect to socket at '${socket}': Connection refused" >&2; exit 1`),
    ).toMatch(
      /machine error\[daemon-not-running\](?:.*\n)+ {2}why: {3}no Nix daemon answers on this socket\n {2}fix: {3}.*use your own store: --store ~\/\.local\/share\/nix\/root/,
    );
    // Nix 2.8 as a user on a machine where no Nix ran before, or only that of root.
    for (const said of [
      "could not set permissions on '/nix/var/nix/profiles/per-user' to 755: Operation not permitted",
      "creating directory '/nix': Permission denied",
      "opening lock file '/nix/var/nix/db/big-lock': Permission denied",
    ]) {
      expect(await failureOf(`echo "error: ${said}" >&2; exit 1`)).toContain("machine error[store-not-writable]");
    }
  });

  it("recognizes a full disk anywhere in the output", async () => {
    const said = "error:\\n       … while evaluating\\n       error: writing to file: No space left on device";
    expect(await failureOf(`printf '${said}' >&2; exit 1`)).toContain("machine error[disk-full]");
  });

  it("omits earlier output, color codes, and the hint about traces", () => {
    expect(
      nixErrorText("warning: dirty\nbuilding x\nerror: no\n(use '--show-trace' to show detailed location information)"),
    ).toBe("error: no");
  });

  it("shows a long error completely", () => {
    const lines = Array.from({ length: 100 }, (_, index) => `error: ${String(index)}`);
    expect(nixErrorText(lines.join("\n"))).toBe(lines.join("\n"));
  });
});

describe("runProcess", () => {
  it("distinguishes a missing program from a failing one", async () => {
    const missing = await runProcess({ argv: ["no-such-program-anywhere"], cwd: "/" });
    expect(missing).toMatchObject({ exitCode: undefined, signal: undefined, startError: "ENOENT" });
    const tooLong = await runProcess({ argv: ["true"], cwd: "/", env: { LONG: "x".repeat(140_000) } });
    expect(tooLong).toMatchObject({ exitCode: undefined, signal: undefined, startError: "E2BIG" });
    const failed = await runProcess({
      argv: ["sh", "-c", "echo out; printf '\\033[31mred\\033[0m' >&2; exit 3"],
      cwd: "/",
    });
    expect(failed).toMatchObject({ exitCode: 3, startError: undefined, stdout: "out\n", stderr: "red" });
  });

  it("describes itself as a command line to copy", async () => {
    const run = await runProcess({ argv: ["true", "a b", "it's", "path:/x#y", "/x.drv^*"], cwd: "/" });
    expect(describeProcess(run)).toMatch(
      /^command: true 'a b' 'it'\\''s' path:\/x#y '\/x\.drv\^\*'\nin: {6}\/\nended: {3}exit code 0 after \d\.\d s$/,
    );
  });

  it("keeps the last lines and forwards every line", async () => {
    let count = 0;
    const run = await runProcess({ argv: ["sh", "-c", "seq 1 5000 >&2"], cwd: "/", onStderrLine: () => (count += 1) });
    expect(count).toBe(5000);
    expect(run.stderr.split("\n").at(-1)).toBe("5000");
    expect(run.stderr.split("\n")).toHaveLength(400);
  });
});

describe("a wrong function call", () => {
  const file = "/nix/store/44kclvqw7skrdw4i0zf5s60zcfiy8kxm-source/flake.nix";

  it("is located at the call, even if a newer Nix names the function (messages of Nix 2.26)", () => {
    const text = `error:
       … from call site
         at ${file}:4:14:
            3|   outputs = { self, nixpkgs }: {
            4|     isos.a = nixpkgs.lib.iso { name = "a"; nonsense = 1; };
             |              ^

       error: function 'iso' called with unexpected argument 'nonsense'
       at /nix/store/ykiv2ahwamlqifrhwyny0blb8g5xz79a-source/flake.nix:3:15:
            2|   outputs = { self }: {
            3|     lib.iso = { name, script ? "" }: derivation {
             |               ^`;
    expect(parseNixError(text)).toMatchObject({
      message: "function 'iso' called with unexpected argument 'nonsense'",
      position: { file, line: 4, column: 14 },
    });
  });
});
