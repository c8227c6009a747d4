import { createServer, type Socket } from "node:net";

/** A Unix socket for one program to connect to, so that nobody has to try until the program listens. */
export class IncomingConnection {
  /** The connection; undefined until there is one. */
  socket: Socket | undefined;
  private readonly server = createServer();

  /** @param path of the socket: 107 bytes at most */
  constructor(readonly path: string) {
    this.server.on("connection", (socket) => {
      // The program may be gone before anybody has looked at the connection; that is told by the end, as `close`.
      socket.on("error", () => undefined);
      this.socket ??= socket;
    });
  }

  /** Makes the socket. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => this.server.once("error", reject).listen(this.path, resolve));
  }

  /** Waits until the program, which has ended, has been heard to the end. */
  async heard(): Promise<void> {
    const { socket } = this;
    if (socket?.readableFlowing !== true || socket.closed) return;
    await new Promise((resolve) => socket.once("close", resolve));
  }

  close(): void {
    this.socket?.destroy();
    this.server.close();
  }
}
