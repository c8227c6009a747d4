import { readFileSync } from "node:fs";
import * as path from "node:path";
import { decodeLogLine, type NixEvent } from "../../../../lib/platform/nix/log/log-event";
import { makeLogReader } from "../../../../lib/platform/nix/log/log-reader";

function linesOf(name: string): readonly string[] {
  return readFileSync(path.join(__dirname, "nix-logs", `${name}.log`), "utf8")
    .trimEnd()
    .split("\n");
}

function textOf(name: string): readonly string[] {
  return linesOf(name).flatMap(makeLogReader(undefined, "nix log"));
}

describe("decodeLogLine", () => {
  it.each(["build", "evaluation", "failure", "fetch", "offline-base"])("understands every line of %s.log", (name) => {
    const events = linesOf(name).map(decodeLogLine);
    expect(events).not.toContain(undefined);
    const open = new Set<string>();
    for (const event of events) {
      if (event?.kind === "start") open.add(event.id);
      if (event?.kind === "stop" || event?.kind === "log" || event?.kind === "progress")
        expect(open).toContain(event.id);
      if (event?.kind === "stop") open.delete(event.id);
    }
    expect([...open]).toEqual([]);
  });

  it("reports builds, copies, and log lines", () => {
    const events = [...linesOf("build"), ...linesOf("fetch")].map(decodeLogLine);
    const started = events.flatMap((event) => (event?.kind === "start" ? [event.activity] : []));
    expect(started.filter(({ type }) => type === "build" || type === "copy")).toMatchInlineSnapshot(`
     [
       {
         "derivation": "/nix/store/f2aczvcqqmcpa4xp2p99xar2xmlnl43s-dep.drv",
         "machine": "",
         "type": "build",
       },
       {
         "derivation": "/nix/store/xm9lq6vrd7qcvq3ffavrzaipmc4gcmhq-ok.drv",
         "machine": "",
         "type": "build",
       },
       {
         "from": "http://127.0.0.1:8765",
         "path": "/nix/store/lv504j67crx9ca7w6y3yvayzjprw5zqw-keymap",
         "type": "copy",
       },
       {
         "from": "http://127.0.0.1:8765",
         "path": "/nix/store/akpmg3cnn7dd6dymnrc34bf841js8ni2-linux-firmware",
         "type": "copy",
       },
       {
         "derivation": "/nix/store/i89r195z61k8iyj6siqs6ywv27cvppx7-system.drv",
         "machine": "",
         "type": "build",
       },
     ]
    `);
    expect(events.flatMap((event) => (event?.kind === "log" ? [event.line] : []))).toContain("compiling unit 2");
    expect(events).toContainEqual({
      kind: "expected",
      id: expect.stringMatching(/^\d+$/) as string,
      of: "copy",
      bytes: 900232,
    });
  });

  it("distinguishes adjacent 64-bit numbers", () => {
    const stop = (id: string): NixEvent | null | undefined => decodeLogLine(`@nix {"action":"stop","id":${id}}`);
    expect(stop("18014398509481985")).toEqual({ kind: "stop", id: "18014398509481985" });
    expect(stop("18014398509481984")).not.toEqual(stop("18014398509481985"));
  });

  it("ignores additions of later versions of Nix", () => {
    expect(decodeLogLine('@nix {"action":"start","id":1,"level":3,"parent":0,"text":"x","type":112,"new":[]}')).toEqual(
      {
        kind: "start",
        id: "1",
        activity: { type: "other" },
        text: "x",
      },
    );
    expect(decodeLogLine('@nix {"action":"result","fields":[{"a":1}],"id":1,"type":110}')).toBeNull();
    expect(decodeLogLine('@nix {"action":"dance","id":1}')).toBeNull();
  });

  it("does not decode lines that are not Nix's log", () => {
    expect(decodeLogLine("warning: unknown setting 'x'")).toBeUndefined();
    expect(decodeLogLine('@nix {"action":"st')).toBeUndefined();
  });
});

describe("the text of Nix's log", () => {
  it("equals the human-readable output of Nix, without color codes", () => {
    expect(textOf("evaluation").join("\n")).toMatchInlineSnapshot(`
     "trace: tracing here
     error: oh no"
    `);
    expect(textOf("build")).toEqual([]);
    expect(textOf("offline-base")).toEqual([
      "trace: warning: the offline base has no Lix: this is Debian's Nix 2.8.0 under that name",
    ]);
  });

  it("shows the last 25 log lines of a failed build, and how to see the rest", () => {
    expect(textOf("failure").join("\n")).toMatchInlineSnapshot(`
     "error: builder for '/nix/store/lj7y0cps6srm23kyqzl87w4xcickyb0k-bad.drv' failed with exit code 3
            last 25 log lines:
            > badline 36
            > badline 37
            > badline 38
            > badline 39
            > badline 40
            > badline 41
            > badline 42
            > badline 43
            > badline 44
            > badline 45
            > badline 46
            > badline 47
            > badline 48
            > badline 49
            > badline 50
            > badline 51
            > badline 52
            > badline 53
            > badline 54
            > badline 55
            > badline 56
            > badline 57
            > badline 58
            > badline 59
            > badline 60
            For full logs, run 'nix log /nix/store/lj7y0cps6srm23kyqzl87w4xcickyb0k-bad.drv'.
     error: 1 dependencies of derivation '/nix/store/njbf1j71rk50zywkpi50znkc01wijvwa-bad2.drv' failed to build"
    `);
  });

  it("recognizes the failure messages of later versions", () => {
    const read = makeLogReader(undefined, "nix log");
    const drv = "/nix/store/lj7y0cps6srm23kyqzl87w4xcickyb0k-bad.drv";
    read(`@nix {"action":"start","fields":["${drv}","",1,1],"id":7,"level":3,"text":"","type":105}`);
    read('@nix {"action":"result","fields":["oh dear"],"id":7,"type":101}');
    const message = JSON.stringify(`error: Cannot build '${drv}'.\n       Reason: builder failed with exit code 3.`);
    expect(read(`@nix {"action":"msg","level":0,"msg":${message}}`).slice(2)).toEqual([
      "       last 1 log lines:",
      "       > oh dear",
      `       For full logs, run 'nix log ${drv}'.`,
    ]);
  });
});
