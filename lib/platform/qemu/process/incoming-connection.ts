import { createServer, type Socket } from "node:net";

/** A Unix socket for one program to connect to, so that no retries are needed until the program listens. */
export class IncomingConnection {
  /** The connection; undefined until the program connects. */
  socket: Socket | undefined;
  private readonly server = createServer();

  /** @param path path of the socket: at most 107 bytes */
  constructor(readonly path: string) {
    this.server.on("connection", (socket) => {
      // The program may have ended already; the `close` event reports that.
      socket.on("error", () => undefined);
      this.socket ??= socket;
    });
  }

  /** Creates the socket. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => this.server.once("error", reject).listen(this.path, resolve));
  }

  /** Waits until all output of the program, which has ended, has been received. */
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
