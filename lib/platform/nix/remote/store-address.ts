import { existsSync } from "node:fs";
import { storeAddressWrong } from "./errors";

/** The use of a store: to build in, to build on another machine, to substitute from, or to copy results to. */
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
  /** The use that a store of another kind does not support. */
  readonly cannot: string;
  readonly takes: readonly StoreKind[];
  readonly reason: string;
  readonly fix: string;
}

const uses: Readonly<Record<StoreUse, Use>> = {
  store: {
    cannot: "be used as the local store",
    takes: ["local"],
    reason: "the ISO would be on another machine, where cdknix can neither link nor hash it",
    fix: "build on another machine with --builders, or copy the ISO to a store or cache with --copy-to",
  },
  builder: {
    cannot: "build",
    takes: ["ssh", "local"],
    reason: "a binary cache stores build results but does not build",
    fix: "name a machine, such as ssh-ng://builder.example.org; caches belong in --substituters",
  },
  substituter: { cannot: "", takes: ["cache", "ssh", "local"], reason: "", fix: "" },
  copy: { cannot: "", takes: ["cache", "ssh", "local"], reason: "", fix: "" },
};

const examples: Readonly<Record<StoreUse, string>> = {
  store: "a directory such as /srv/nix, `daemon`, or unix:///run/nix.socket",
  builder: "ssh-ng://root@builder.example.org",
  substituter: "https://cache.example.org, s3://bucket, or file:///srv/cache",
  copy: "ssh-ng://host, s3://bucket, or file:///srv/cache",
};

/**
 * Checks a store address.
 * @param setting name of the option or key, for the error
 * @throws a failure of kind `usage` that names the invalid part
 */
export function checkStoreAddress(setting: string, address: string, use: StoreUse): void {
  const kind = storeKind(setting, address, use);
  const { cannot, takes, reason, fix } = uses[use];
  if (!takes.includes(kind)) throw storeAddressWrong(setting, `${address} cannot ${cannot}`, reason, fix);
  checkFiles(setting, address);
}

function storeKind(setting: string, address: string, use: StoreUse): StoreKind {
  const wrong = (message: string, reason: string, fix = `use ${examples[use]}`): never => {
    throw storeAddressWrong(setting, message, reason, fix);
  };
  if (/\s/.test(address)) wrong(`${JSON.stringify(address)} contains a space`, "write a space as %20");
  const [, scheme, rest = ""] = /^([A-Za-z][\w+.-]*):\/\/(.*)$/s.exec(address) ?? [];
  if (scheme === undefined) {
    if (/^(?:auto|daemon|local)?(?:\?|$)/.test(address) || /^\.{0,2}\//.test(address)) return "local";
    if (address.startsWith("~")) {
      wrong(`${JSON.stringify(address)} is not a path`, "only a shell expands ~", "write the absolute path");
    }
    const fix =
      use !== "store" && /^[\w.-]+\.[a-z]+(?:\/|$)/i.test(address)
        ? `did you mean ${use === "substituter" ? "https" : "ssh-ng"}://${address}?`
        : undefined;
    return wrong(`${JSON.stringify(address)} is not a store address`, "it has no scheme, such as ssh-ng://", fix);
  }
  const kind = kinds[scheme];
  if (kind === undefined) {
    return wrong(`unknown scheme ${scheme}:// in ${address}`, `Nix knows ${Object.keys(kinds).join(", ")}`);
  }
  const host = /^(?:[^@/?]*@)?([^/?]*)/.exec(rest)?.[1] ?? "";
  if (["http", "https", "s3", "ssh", "ssh-ng"].includes(scheme) && host === "") {
    wrong(`${address} has no ${scheme === "s3" ? "bucket" : "host"}`, "nothing, or only a path, follows ://");
  }
  if (["file", "unix"].includes(scheme) && !rest.startsWith("/")) {
    wrong(`the path in ${address} is not absolute`, "Nix runs in another directory", `write ${scheme}:///…`);
  }
  return kind;
}

/** Checks the key files in the address: if one is missing, Nix fails only after the build. */
function checkFiles(setting: string, address: string): void {
  const parameters = new URLSearchParams(address.split("?").slice(1).join("?"));
  for (const name of ["secret-key", "ssh-key"]) {
    const file = parameters.get(name);
    if (file === null || (file.startsWith("/") && existsSync(file))) continue;
    throw storeAddressWrong(
      setting,
      `${name}=${file} in ${address.replace(/\?.*$/s, "")} is not a file`,
      file.startsWith("/") ? "it does not exist" : "the path is not absolute, and Nix runs in another directory",
      name === "secret-key"
        ? "create a key: nix key generate-secret --key-name NAME > FILE"
        : "pass a private key that the machine accepts",
    );
  }
}
