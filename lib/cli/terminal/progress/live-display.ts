import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";

/** Changing lines at the bottom of a terminal, below permanent text. */
export interface LiveDisplay {
  /** Starts to redraw the lines several times a second. */
  show(lines: () => readonly string[]): void;
  /** Writes permanent text. */
  write(text: string): void;
  /** Removes the lines, so that another process can write. */
  hide(): void;
}

const redrawMilliseconds = 120;

/**
 * Opens the live display of a terminal. The drawing modules are loaded only when there is something to draw: most runs
 * have nothing to do and end before that.
 */
export function openLiveDisplay(stream: WriteStream): LiveDisplay {
  let lines: (() => readonly string[]) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawing: Drawing | undefined;
  const draw = (): void => {
    if (lines !== undefined) drawing?.draw(lines());
  };
  const resize = (): void => {
    drawing?.erase();
    draw();
  };
  return {
    show: (next) => {
      lines = next;
      if (timer !== undefined) return;
      timer = setInterval(draw, redrawMilliseconds).unref();
      stream.on("resize", resize);
      void openDrawing(stream).then((opened) => {
        drawing ??= opened;
        draw();
      });
    },
    write: (text) => {
      drawing?.erase();
      stream.write(text);
      draw();
    },
    hide: () => {
      clearInterval(timer);
      stream.off("resize", resize);
      timer = lines = undefined;
      drawing?.end();
    },
  };
}

interface Drawing {
  draw(lines: readonly string[]): void;
  erase(): void;
  end(): void;
}

async function openDrawing(stream: WriteStream): Promise<Drawing> {
  const [{ createLogUpdate }, { default: truncate }] = await Promise.all([
    import("log-update"),
    import("cli-truncate"),
  ]);
  const update = createLogUpdate(stream);
  let drawn: readonly string[] = [];
  const erase = (): void => {
    // A terminal that became narrower has wrapped the lines, which log-update does not notice.
    const wrapped = drawn.map((line) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / stream.columns)));
    const more = wrapped.reduce((sum, rows) => sum + rows - 1, 0);
    for (let row = 0; row < more; row += 1) stream.write("\u001b[1A\u001b[2K");
    if (drawn.length > 0) update.clear();
    drawn = [];
  };
  return {
    draw: (lines) => {
      // One column less than available: some terminals wrap a line that fills the whole width.
      const columns = Math.max(1, stream.columns - 1);
      drawn = lines.map((line, index) => truncate(line, columns, { position: index === 0 ? "start" : "end" }));
      update(drawn.join("\n"));
    },
    erase,
    end: () => {
      erase();
      update.done();
    },
  };
}
