import { loginServices, type LoginService } from "../../lib/logins/login-services";
import { whoCanLogIn } from "../../lib/logins/who-can-log-in";
import { empty, host, plain, service } from "./facts";

/** The service in a text, on a host without a firewall. */
function found(text: string, rest: Parameters<typeof service>[1] = {}): LoginService | undefined {
  const firewall = { enable: false, ports: [], ranges: [], trusted: [] };
  return loginServices(host({ services: [service(text, rest)], firewall }))[0];
}

describe("services that give access", () => {
  it.each([
    ["/nix/store/x/bin/ttyd -W bash", { program: "ttyd", port: 7681, demand: "nothing" }],
    ["/nix/store/x/bin/ttyd --port 80 /nix/store/y/bin/login", { program: "ttyd", port: 80, demand: "account" }],
    ["/nix/store/x/bin/ttyd -c me:$PASSWORD bash", { program: "ttyd", demand: "own" }],
    ["/nix/store/x/bin/ttyd -p 7681 -W bash -c 'exec tmux -p 80'", { port: 7681, demand: "nothing" }],
    ["/nix/store/x/bin/ttyd '--port' '80' \\\n  bash -i lo", { port: 80, demand: "nothing" }],
    ["/nix/store/x/bin/ttyd --credential=me:$PASSWORD bash", { program: "ttyd", demand: "own" }],
    ["/nix/store/x/bin/ttyd -t fontSize=12 -H X-User bash", { program: "ttyd", demand: "own" }],
    ["/nix/store/x/bin/shellinaboxd -c /var/lib/certs -p 4201", { port: 4201, demand: "account" }],
    ["/nix/store/x/bin/shellinaboxd -c /x -s /:root:root:/:/bin/sh", { port: 4200, demand: "nothing" }],
    ["/nix/store/x/bin/wetty -c bash", { port: 3000, demand: "nothing" }],
    ["/nix/store/x/bin/wetty --port 80", { port: 80, demand: "account" }],
    ["/nix/store/x/bin/butterfly.server.py --unsecure --host=0.0.0.0", { port: 57_575, demand: "nothing" }],
    ["/nix/store/x/bin/gotty -w -c me:secret sh", { program: "a web terminal", demand: "own" }],
    ["/nix/store/x/bin/gotty -w sh -c top", { program: "a web terminal", demand: "nothing" }],
    ["/nix/store/x/bin/gotty -w -p 9000 bash", { program: "a web terminal", port: 9000, demand: "nothing" }],
    ["/nix/store/x/bin/in.telnetd -debug 23", { program: "telnet", port: 23, demand: "account" }],
    ["/nix/store/x/bin/x11vnc -forever", { program: "VNC", port: 5900, demand: "nothing" }],
    ["/nix/store/x/bin/x11vnc -rfbauth /run/p -rfbport 5901", { program: "VNC", port: 5901, demand: "own" }],
    ["/nix/store/x/bin/Xvnc :1 -SecurityTypes None", { program: "VNC", port: 5900, demand: "nothing" }],
    ["/nix/store/x/bin/wayvnc 0.0.0.0", { program: "VNC", port: 5900, demand: "nothing" }],
    ["/nix/store/x/bin/xrdp --nodaemon --port 3390", { program: "RDP", port: 3390, demand: "account" }],
    ["/nix/store/x/bin/socat TCP-LISTEN:99,fork EXEC:/bin/sh", { program: "socat", port: 99, demand: "nothing" }],
    ["/nix/store/x/bin/socat TCP-LISTEN:99 EXEC:/bin/login,pty", { program: "socat", port: 99, demand: "account" }],
    ["/nix/store/x/bin/nc -lk -p 4000 -e /bin/sh", { program: "netcat", port: 4000, demand: "nothing" }],
    ["/nix/store/x/bin/ncat -l 4001 --sh-exec bash", { program: "netcat", port: 4001, demand: "nothing" }],
    ["/nix/store/x/bin/dropbear -F -p 2200", { program: "an SSH server", port: 2200, demand: "account" }],
    ["/nix/store/x/bin/dropbear -F -s", { program: "an SSH server", port: 22, demand: "own" }],
    ["/nix/store/x/bin/code-server --auth none --bind-addr 0.0.0.0:8443", { port: 8443, demand: "nothing" }],
    ["/nix/store/x/bin/jupyter-notebook --ServerApp.token=''", { program: "Jupyter", port: 8888, demand: "nothing" }],
    ["/nix/store/x/bin/dockerd -H tcp://0.0.0.0:2375", { port: 2375, demand: "nothing" }],
    ["/nix/store/x/bin/dockerd -H tcp://0.0.0.0 --tlsverify=false", { port: 2375, demand: "nothing" }],
    ["/nix/store/x/bin/dockerd -H tcp://0.0.0.0:2376 --tlsverify", { port: 2376, demand: "own" }],
    ["/nix/store/x/bin/dockerd -H tcp://127.0.0.1:1 -H tcp://0.0.0.0:2", { demand: "nothing" }],
    ["/nix/store/x/libexec/cockpit-ws", { program: "Cockpit", port: 9090, demand: "account" }],
    ["/nix/store/x/bin/tailscale up --ssh", { program: "Tailscale SSH", demand: "own" }],
  ])("recognizes %s", (text, expected) => {
    expect(found(text)).toMatchObject(expected);
  });

  it.each([
    "/nix/store/x/bin/ttyd -i lo bash",
    "/nix/store/x/bin/x11vnc -localhost",
    "/nix/store/x/bin/socat TCP-LISTEN:99,bind=127.0.0.1 EXEC:/bin/sh",
    "/nix/store/x/bin/socat TCP-LISTEN:99 TCP:10.0.0.1:99",
    "/nix/store/x/bin/code-server --auth none --bind-addr 127.0.0.1:8443",
    "/nix/store/x/bin/dockerd -H unix:///run/docker.sock",
    "/nix/store/x/bin/dockerd -H tcp://127.0.0.1:2375",
    "/nix/store/x/bin/gotty -a 127.0.0.1 bash",
    "@/nix/store/x/sbin/agetty agetty --autologin nixos --noclear %I $TERM",
    "/nix/store/x/bin/nginx -c /nix/store/y-nginx.conf",
    "echo telnet to the host; nc -z host 22",
  ])("ignores %s", (text) => {
    expect(found(text)).toBeUndefined();
  });

  it("recognizes a shell or a login prompt whose input is a connection", () => {
    const socket = { listens: ["[::]:2323"], usesSocket: true };
    expect(found("-/bin/sh -i", socket)).toMatchObject({ port: 2323, demand: "nothing" });
    expect(found("/nix/store/x/bin/agetty - xterm", socket)).toMatchObject({ port: 2323, demand: "account" });
    expect(found("/nix/store/x/bin/agetty --autologin root -", socket)).toMatchObject({ demand: "nothing" });
    expect(found("/bin/sh -i", { listens: ["127.0.0.1:2323"], usesSocket: true })).toBeUndefined();
    expect(found("/bin/sh -i", { listens: ["/run/shell"], usesSocket: true })).toBeUndefined();
    expect(found("/nix/store/x/bin/git-daemon --inetd", socket)).toBeUndefined();
  });

  it("lets anyone in only if the port is open, and the password known", () => {
    const open = (accounts: object, ports: readonly number[]): number =>
      whoCanLogIn(
        host({
          services: [service("/nix/store/x/bin/ttyd /nix/store/y/bin/login")],
          accounts: accounts as Record<string, typeof empty>,
          firewall: { enable: true, ports, ranges: [{ from: 9000, to: 9010 }], trusted: [] },
        }),
      ).open.length;
    expect(open({ root: empty }, [7681])).toBe(1);
    expect(open({ root: plain }, [7681])).toBe(1);
    expect(open({ root: empty }, [22])).toBe(0);
    expect(open({ root: { ...empty, canLogIn: false } }, [7681])).toBe(0);
    expect(open({}, [7681])).toBe(0);
  });
});
