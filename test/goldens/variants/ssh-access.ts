import { SshAccess, type SshAccessProps } from "cdknix";
import { publicKey } from "../../constructs/support";
import { subject } from "../subject";

const passwordHash = "$y$j9T$abcdefghijklmnopqrstuv$0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

export const sshAccess = subject<SshAccessProps>(
  "ssh-access",
  SshAccess,
  { authorizedKeys: [publicKey] },
  {
    authorizedKeys: { one: [publicKey], "with-options": [`restrict,pty ${publicKey}`] },
    liveUser: [true, false],
    atBoot: [true, false],
    rootLogin: ["key", "no"],
    passwordHash: { given: passwordHash },
    passwordAuthentication: [false],
  },
  {
    "rootLogin-password": { rootLogin: "password", passwordHash },
    "rootLogin-no-liveUser-false": { rootLogin: "no", liveUser: false },
    "passwordAuthentication-true": { passwordAuthentication: true, passwordHash },
    "password-only": { authorizedKeys: [], passwordAuthentication: true, passwordHash },
  },
);
