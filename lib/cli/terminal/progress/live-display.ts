import type { WriteStream } from "node:tty";
import { stripVTControlCharacters } from "node:util";

/** Lines at the bottom of a terminal that change, below text that stays. */
export interface LiveDisplay {
  /** Draws the lines again from now on, several times a second. */
  show(lines: () => readonly string[]): void;
  /** Writes text that stays. */
  write(text: string): void;
  /** Takes the lines away, so that somebody else can write. */
  hide(): void;
}

const redrawMilliseconds = 120;

/**
 * The live display of a terminal. What draws is loaded when there is something to draw: most runs have nothing to do, and
 * end before.
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
    // A terminal that became narrower has broken the lines, which log-update does not know of.
    const broken = drawn.map((line) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / stream.columns)));
    const more = broken.reduce((sum, rows) => sum + rows - 1, 0);
    for (let row = 0; row < more; row += 1) stream.write("\u001b[1A\u001b[2K");
    if (drawn.length > 0) update.clear();
    drawn = [];
  };
  return {
    draw: (lines) => {
      // One column less than there are: some terminals break a line that fills them all.
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
