import type { FirewallFacts, LoginFacts, ServiceFacts } from "./login-facts";
import { isLoopback } from "./sshd-logins";

/**
 * A service's condition for a login: `nothing`; `account`: the password of an account of the system;
 * `own`: something that it checks itself.
 * @beta
 */
export type LoginDemand = "nothing" | "account" | "own";

/**
 * A service, other than sshd, that gives access to the system over the network.
 * @beta
 */
export interface LoginService {
  readonly service: string;
  /** The program, as a person calls it. */
  readonly program: string;
  readonly port: number | null;
  readonly demand: LoginDemand;
  /** Whether the firewall lets connections through. */
  readonly isReachable: boolean;
}

interface Kind {
  /** Its commands. */
  readonly command: RegExp;
  readonly program: string;
  /** The port that it uses by default; null if it has none. */
  readonly port: number | null;
  readonly portOption?: RegExp;
  readonly demand: LoginDemand | ((text: string, command: string) => LoginDemand);
  /** Command lines that listen only on this machine, or not at all. */
  readonly local?: RegExp;
  /** For programs that start another one, which follows their options: the options whose value is the next word. */
  readonly valued?: RegExp;
}

const login = /(?:^|[/\s"',:])(?:login|su|agetty|sulogin)\b/;
const shell = /(?:^|[/\s"',:])(?:ba|z|fi|da|a|k)?sh\b/;

/** A program that starts another one for each connection. */
function demandOfCommand(text: string): LoginDemand {
  return login.test(text) && !/--autologin|\s-a\s|\slogin\s+-f/.test(text) ? "account" : "nothing";
}

/** A terminal in the browser: what it asks for is in its options, what its command asks for is in the words after them. */
const webTerminal =
  (credential: RegExp) =>
  (options: string, command: string): LoginDemand =>
    credential.test(options) ? "own" : demandOfCommand(command);

const shellInABox = (options: string): LoginDemand => {
  const services = [...options.matchAll(/\s(?:-s|--service=?)\s*(\S+)/g)].map(([, service = ""]) => service);
  return services.every((service) => /:(?:LOGIN|SSH)\b/.test(service)) ? "account" : "nothing";
};

/** Without a command, it starts `login` or `ssh`. */
const wetty = (options: string): LoginDemand => {
  const command = /\s(?:-c|--command)[=\s]+(\S+)/.exec(options)?.[1];
  return command === undefined ? "account" : demandOfCommand(command);
};

const webPort = /\s(?:-p|--port)[=\s]+'?(\d+)/;

const kinds: readonly Kind[] = [
  { command: /\b(?:in\.)?u?telnetd\b/, program: "telnet", port: 23, demand: "account" },
  { command: /\b(?:in\.)?r(?:login|sh|exec)d\b/, program: "rlogin", port: 513, demand: "account" },
  {
    ...{ command: /\/ttyd(?=\s|$)/, program: "ttyd", port: 7681, portOption: webPort },
    demand: webTerminal(/\s(?:-c|--credential|-H|--auth-header|-A|--ssl-ca)(?=[\s=])/),
    local: /\s(?:-i|--interface)[=\s]+'?(?:lo\b|127\.|\/)/,
    valued:
      /^(?:-[piUcHugswIbPtTmCKAfd]|--(?:port|interface|socket-owner|credential|auth-header|uid|gid|signal|cwd|index|base-path|ping-interval|client-option|terminal-type|max-clients|ssl-cert|ssl-key|ssl-ca|srv-buf-size|debug))$/,
  },
  {
    ...{ command: /\/gotty(?=\s|$)/, program: "a web terminal", port: 8080, portOption: webPort },
    demand: webTerminal(/\s(?:-c|--credential|--tls-ca-crt)(?=[\s=])/),
    local: /\s(?:-a|--address)[=\s]+(?:127\.|localhost)/,
    valued:
      /^(?:-[apc]|--(?:address|port|path|credential|random-url-length|tls-crt|tls-key|tls-ca-crt|index|title-format|reconnect-time|max-connection|timeout|width|height|close-signal|close-timeout|config|term))$/,
  },
  {
    ...{ command: /\/wetty(?=\s|$)/, program: "a web terminal", port: 3000, portOption: webPort, demand: wetty },
    local: /\s--host[=\s]+(?:127\.|localhost)/,
  },
  {
    ...{ command: /\/shellinaboxd(?=\s|$)/, program: "a web terminal", port: 4200, portOption: webPort },
    ...{ demand: shellInABox, local: /\s--localhost-only\b/ },
  },
  {
    ...{ command: /\/butterfly\.server\.py(?=\s|$)/, program: "a web terminal", port: 57_575, portOption: webPort },
    demand: (text) =>
      /\s--unsecure(?!=false)\b/i.test(text) ? (/\s--login(?!=false)\b/i.test(text) ? "account" : "nothing") : "own",
    local: /\s--host=(?:127\.|localhost)/,
  },
  {
    ...{ command: /\/(?:x11vnc|x0vncserver|wayvnc|krfb)(?=\s|$)/, program: "VNC", port: 5900 },
    portOption: /\s-rfbport[=\s]+'?(\d+)/,
    demand: (text) =>
      /-rfbauth|-passwd|-usepw|-unixpw|-PasswordFile|VncAuth|--config|-C\s/i.test(text) ? "own" : "nothing",
    local: /\s(?:-localhost|-listen\s+(?:localhost|127\.)|localhost=1|-unixsock)\b|wayvnc\s*(?:$|localhost|127\.)/,
  },
  {
    ...{ command: /\/(?:Xvnc|Xtigervnc|vncserver|Xtightvnc)(?=\s|$)/, program: "VNC", port: 5900 },
    portOption: /\s-rfbport[=\s]+'?(\d+)/,
    demand: (text) => (/SecurityTypes[=\s]+'?None/i.test(text) ? "nothing" : "own"),
    local: /\s-localhost(?!\s*=?\s*(?:no|0))/,
  },
  { command: /\/xrdp(?=\s|$)/, program: "RDP", port: 3389, portOption: /--port\s+(\d+)/, demand: "account" },
  { command: /\/gnome-remote-desktop-daemon\b/, program: "RDP", port: 3389, demand: "own" },
  {
    ...{ command: /\/socat\s(?=[\s\S]*(?:EXEC|SYSTEM|SHELL):)/i, program: "socat", port: null },
    ...{ portOption: /LISTEN:(\d+)/i, demand: demandOfCommand, local: /bind=(?:127\.|localhost)|UNIX-LISTEN/i },
  },
  {
    ...{ command: /\/(?:nc|ncat|netcat)\s(?=[\s\S]*\s(?:-\w*[ec]|--exec|--sh-exec)\b)/, program: "netcat", port: null },
    ...{ portOption: /\s(?:-\w*p\s*)?(\d{2,5})\b/, demand: demandOfCommand },
  },
  {
    ...{ command: /\/(?:dropbear|tinysshd|lshd)(?=\s|$)/, program: "an SSH server", port: 22 },
    ...{ portOption: /\s-p\s*(?:\S*:)?(\d+)/, demand: (text) => (/\s-\w*s/.test(text) ? "own" : "account") },
  },
  {
    ...{ command: /\/(?:code-server|openvscode-server)(?=\s|$)/, program: "an editor with a terminal", port: 4444 },
    portOption: /\s--(?:bind-addr\s+\S*:|port[=\s]+)'?(\d+)/,
    demand: (text) => (/--auth[=\s]+'?none|--without-connection-token/.test(text) ? "nothing" : "own"),
    local: /--(?:bind-addr|host)[=\s]+'?(?:127\.|localhost)/,
  },
  {
    ...{ command: /\/jupyter(?:-lab|-notebook|hub)?(?=\s|$)/, program: "Jupyter", port: 8888 },
    portOption: /port[=\s]+'?(\d+)/,
    demand: (text) => (/\btoken=(?:''|""|\s|$)/.test(text) ? "nothing" : "own"),
    local: /ip[=\s]+'?(?:127\.|localhost)/,
  },
  {
    ...{ command: /\/dockerd?(?=\s)(?=[\s\S]*tcp:\/\/)/, program: "Docker (root for anyone)", port: 2375 },
    portOption: /tcp:\/\/[^\s:]*:(\d+)/,
    demand: (text) => (/\s--tlsverify(?!=(?:false|0|f)\b)/i.test(text) ? "own" : "nothing"),
    local: /^(?![\s\S]*tcp:\/\/(?!127\.|localhost))/,
  },
  { command: /\/(?:cockpit-ws|cockpit-tls)\b/, program: "Cockpit", port: 9090, demand: "account" },
  { command: /\/xpra\s/, program: "Xpra", port: null, portOption: /bind-(?:tcp|ws)s?=\S*?:(\d+)/, demand: "own" },
  { command: /\/tailscale\s(?=[\s\S]*--ssh\b)/, program: "Tailscale SSH", port: null, demand: "own" },
  { command: /\/(?:cloud-init)\s/, program: "cloud-init (accounts and keys of the cloud)", port: null, demand: "own" },
  { command: /\/teleport\s/, program: "Teleport", port: 3022, demand: "own" },
  { command: /\/(?:guacd)\b/, program: "Guacamole", port: 4822, demand: "own" },
  { command: /\/(?:etserver)\b/, program: "Eternal Terminal (by SSH)", port: 2022, demand: "own" },
  { command: /\/(?:sunshine)(?=\s|$)/, program: "Sunshine", port: 47_990, demand: "own" },
  {
    command: /\/(?:tmate-ssh-server|sshx-server|upterm|sshx)\b/,
    program: "a shared terminal",
    port: null,
    demand: "own",
  },
];

/** The services, other than sshd, that give access over the network. */
export function loginServices({ services, firewall, initrd }: LoginFacts): readonly LoginService[] {
  const found = services.flatMap((service) => {
    const kind = kinds.find(({ command }) => command.test(service.text)) ?? socketShell(service);
    if (kind === undefined) return [];
    const { options, command } = splitCommand(service.text, kind);
    if (kind.local?.test(options) === true) return [];
    if (service.listens.length > 0 && service.listens.every(isLocalSocket)) return [];
    const port = portOf(kind, options, service.listens);
    const { demand } = kind;
    return [
      {
        service: service.name,
        program: kind.program,
        port,
        demand: typeof demand === "string" ? demand : demand(options, command),
        isReachable: isOpen(firewall, port),
      },
    ];
  });
  // In stage 1, no firewall is active.
  const early: readonly LoginService[] =
    initrd === null
      ? []
      : [{ service: "initrd", program: "SSH in stage 1", port: initrd.port, demand: "own", isReachable: true }];
  return [...found, ...early];
}

/**
 * The options of a program, and the command that it starts. Programs that start none have options alone, with all of their
 * service's text.
 */
function splitCommand(text: string, { command, valued }: Kind): { readonly options: string; readonly command: string } {
  const found = command.exec(text);
  if (valued === undefined || found === null) return { options: text, command: text };
  const line = text.slice(found.index + found[0].length).replaceAll("\\\n", " ");
  const words = (line.split("\n")[0] ?? "")
    .split(/\s+/)
    .map((word) => word.replace(/^(['"])(.*)\1$/, "$2"))
    .filter((word) => word !== "");
  let at = 0;
  while (words[at]?.startsWith("-") === true && words[at] !== "--") at += valued.test(words[at] ?? "") ? 2 : 1;
  return { options: ` ${words.slice(0, at).join(" ")} `, command: ` ${words.slice(at).join(" ")}` };
}

/** A shell or a login prompt whose input is a connection. */
function socketShell({ text, usesSocket, listens }: ServiceFacts): Kind | undefined {
  if (!usesSocket || listens.length === 0) return undefined;
  const [command = ""] = text.split("\n");
  const [program = ""] = command.replace(/^[-@:+!]*/, "").split(/\s/);
  if (!shell.test(program) && !login.test(program)) return undefined;
  return { command: /^/, program: "a terminal", port: null, demand: demandOfCommand(command) };
}

function isLocalSocket(address: string): boolean {
  return address.startsWith("/") || address.startsWith("@") || address.startsWith("vsock:") || isLoopback(address);
}

function portOf(kind: Kind, options: string, listens: readonly string[]): number | null {
  const listening = listens.map((address) => /(?:^|:)(\d+)$/.exec(address)?.[1]).find((port) => (port ?? "0") !== "0");
  const named = listening ?? kind.portOption?.exec(options)?.[1];
  return named === undefined ? kind.port : Number(named);
}

/** Whether the firewall accepts connections to a port. An unknown port counts as open if any other than SSH's is. */
export function isOpen(firewall: FirewallFacts, port: number | null): boolean {
  if (!firewall.enable || firewall.trusted.length > 0) return true;
  if (port === null) return firewall.ports.some((open) => open !== 22) || firewall.ranges.length > 0;
  return firewall.ports.includes(port) || firewall.ranges.some(({ from, to }) => from <= port && port <= to);
}
