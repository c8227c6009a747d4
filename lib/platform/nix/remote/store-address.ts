import { existsSync } from "node:fs";
import { storeAddressWrong } from "./errors";

/** What a store is for: to build in, to build on another machine, to take finished paths from, to copy what was built to. */
export type StoreUse = "store" | "builder" | "substituter" | "copy";

type StoreKind = "local" | "ssh" | "cache";

/** Kinds of stores by the scheme of their address. Source: Nix manual, "Store Types"; src/libstore/*-store.cc. */
const kinds: Readonly<Record<string, StoreKind>> = {
  unix: "local",
  local: "local",
  daemon: "local",
  "local-overlay": "local",
  ssh: "ssh",
  "ssh-ng": "ssh",
  "mounted-ssh-ng": "ssh",
  file: "cache",
  http: "cache",
  https: "cache",
  s3: "cache",
};

interface Use {
  /** What a store of another kind cannot be used for. */
  readonly cannot: string;
  readonly takes: readonly StoreKind[];
  readonly reason: string;
  readonly fix: string;
}

const uses: Readonly<Record<StoreUse, Use>> = {
  store: {
    cannot: "be built in",
    takes: ["local"],
    reason: "the ISO would lie elsewhere, where it can be neither linked nor hashed",
    fix: "build on another machine with --builders, or copy the ISO to a store or cache with --copy-to",
  },
  builder: {
    cannot: "build",
    takes: ["ssh", "local"],
    reason: "a binary cache holds what was built and builds nothing",
    fix: "name a machine, such as ssh-ng://builder.example.org; caches go to --substituters",
  },
  substituter: { cannot: "", takes: ["cache", "ssh", "local"], reason: "", fix: "" },
  copy: { cannot: "", takes: ["cache", "ssh", "local"], reason: "", fix: "" },
};

const examples: Readonly<Record<StoreUse, string>> = {
  store: "a directory such as /srv/nix, `daemon`, or unix:///run/nix.socket",
  builder: "ssh-ng://root@builder.example.org",
  substituter: "https://cache.example.org, s3://bucket or file:///srv/cache",
  copy: "ssh-ng://host, s3://bucket or file:///srv/cache",
};

/**
 * Checks the address of a store.
 * @param setting the option or key that it was given by, told in the error
 * @throws a failure of kind `usage` that says which part of it is wrong
 */
export function checkStoreAddress(setting: string, address: string, use: StoreUse): void {
  const kind = storeKind(setting, address, use);
  const { cannot, takes, reason, fix } = uses[use];
  if (!takes.includes(kind)) throw storeAddressWrong(setting, `${address} cannot ${cannot}`, reason, fix);
  checkFiles(setting, address);
}

function storeKind(setting: string, address: string, use: StoreUse): StoreKind {
  const wrong = (message: string, reason: string, fix = `give ${examples[use]}`): never => {
    throw storeAddressWrong(setting, message, reason, fix);
  };
  if (/\s/.test(address)) wrong(`${JSON.stringify(address)} has a blank in it`, "Nix takes a blank as %20");
  const [, scheme, rest = ""] = /^([A-Za-z][\w+.-]*):\/\/(.*)$/s.exec(address) ?? [];
  if (scheme === undefined) {
    if (/^(?:auto|daemon|local)?(?:\?|$)/.test(address) || /^\.{0,2}\//.test(address)) return "local";
    const fix =
      use !== "store" && /^[\w.-]+\.[a-z]+(?:\/|$)/i.test(address)
        ? `did you mean ${use === "substituter" ? "https" : "ssh-ng"}://${address}?`
        : undefined;
    return wrong(`${JSON.stringify(address)} is no address of a store`, "it has no scheme, such as ssh-ng://", fix);
  }
  const kind = kinds[scheme];
  if (kind === undefined) {
    return wrong(
      `the scheme ${scheme}:// of ${address} is not one that Nix knows`,
      `Nix knows ${Object.keys(kinds).join(", ")}`,
    );
  }
  const host = /^(?:[^@/?]*@)?([^/?]*)/.exec(rest)?.[1] ?? "";
  if (["http", "https", "s3", "ssh", "ssh-ng"].includes(scheme) && host === "") {
    wrong(`${address} names no ${scheme === "s3" ? "bucket" : "host"}`, "it ends, or its path begins, behind ://");
  }
  if (["file", "unix"].includes(scheme) && !rest.startsWith("/")) {
    wrong(`the path of ${address} is not absolute`, "Nix does not run in this directory", `write ${scheme}:///…`);
  }
  return kind;
}

/** Keys that the address names: without them Nix fails only after the build. */
function checkFiles(setting: string, address: string): void {
  const parameters = new URLSearchParams(address.split("?").slice(1).join("?"));
  for (const name of ["secret-key", "ssh-key"]) {
    const file = parameters.get(name);
    if (file === null || (file.startsWith("/") && existsSync(file))) continue;
    throw storeAddressWrong(
      setting,
      `${name}=${file} of ${address.replace(/\?.*$/s, "")} is no file`,
      file.startsWith("/") ? "there is none at this path" : "the path is not absolute, and Nix runs elsewhere",
      name === "secret-key"
        ? "make a key with: nix key generate-secret --key-name NAME > FILE"
        : "name the private key that the machine lets in",
    );
  }
}
