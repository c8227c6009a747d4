import type { Reporter } from "../reporter";

/** Receives the progress of one host among several that are evaluated at once. */
export interface HostReporter extends Reporter {
  /** Prints the output that is kept. */
  flush(): void;
}

/**
 * Makes reporters for hosts that are evaluated at once. Each keeps the output of Nix until the evaluation ends, so that the
 * lines of two hosts do not mix; hosts often cause the same warnings, which are printed only once. A single host needs neither.
 */
export function hostReporter(reporter: Reporter, hosts: number): (host: string) => HostReporter {
  if (hosts === 1) return () => ({ ...forwarding(reporter), flush: () => undefined });
  const printed = new Map<string, string>();
  return (host) => {
    const kept: string[] = [];
    return {
      ...forwarding(reporter),
      step: (text, phase) => {
        reporter.step(`${host}: ${text}`, phase);
      },
      nix: (line) => {
        kept.push(line);
      },
      flush: () => {
        const text = kept.join("\n").trim();
        const other = printed.get(text);
        if (text === "") return;
        printed.set(text, other ?? host);
        if (other === undefined) reporter.step(`${host}: Nix printed`);
        else reporter.step(`${host}: Nix printed the same as for ${other}`);
        if (other === undefined) for (const line of kept) reporter.nix(line);
      },
    };
  };
}

function forwarding(reporter: Reporter): Reporter {
  return {
    step: (text, phase) => {
      reporter.step(text, phase);
    },
    nix: (line) => {
      reporter.nix(line);
    },
    activity: (event) => {
      reporter.activity(event);
    },
    issue: (issue) => {
      reporter.issue(issue);
    },
  };
}
