import { Annotations, config, nix, NixosModule } from "cdknix";
import type { Construct } from "constructs";

/** Properties of a {@link ConsoleNotice}. */
export interface ConsoleNoticeProps {
  /** What people read above the login prompt of each console, without a line break at its end. */
  readonly text: string;
  /** Whether the host's name stands before it. Default: true. */
  readonly hostName?: boolean;
}

/** Shows a text above the login prompt of each console. One construct is one module file, and `config` is what the file says. */
export class ConsoleNotice extends NixosModule {
  constructor(scope: Construct, id: string, props: ConsoleNoticeProps) {
    // nix.str writes Nix: a reference in it stays a reference, whose value only the system knows.
    const text = (props.hostName ?? true) ? nix.str`${config.networking.hostName}: ${props.text}\n` : `${props.text}\n`;
    super(scope, id, { config: { services: { getty: { helpLine: text } } } });
    // What is wrong is told before Nix runs, with this construct's line in the program.
    if (props.text.trim() === "") {
      Annotations.of(this).addError({
        code: "console-notice-empty",
        message: "the notice has no text",
        value: JSON.stringify(props.text),
        fix: "write what people are to read, or leave the construct out",
      });
    }
  }
}
