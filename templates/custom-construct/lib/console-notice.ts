import { Annotations, config, nix, NixosModule } from "cdknix";
import type { Construct } from "constructs";

/** Properties of a {@link ConsoleNotice}. */
export interface ConsoleNoticeProps {
  /** The text above the login prompt of each console, without a trailing newline. */
  readonly text: string;
  /** Whether to show the host name before the text. Default: true. */
  readonly hostName?: boolean;
}

/** Shows a text above the login prompt of each console. Each construct becomes one module file with the contents of `config`. */
export class ConsoleNotice extends NixosModule {
  constructor(scope: Construct, id: string, props: ConsoleNoticeProps) {
    // nix.str builds a Nix string: a reference stays a reference, which Nix evaluates.
    const text = (props.hostName ?? true) ? nix.str`${config.networking.hostName}: ${props.text}\n` : `${props.text}\n`;
    super(scope, id, { config: { services: { getty: { helpLine: text } } } });
    // Errors are reported before Nix runs, with the line that creates this construct.
    if (props.text.trim() === "") {
      Annotations.of(this).addError({
        code: "console-notice-empty",
        message: "the notice is empty",
        value: JSON.stringify(props.text),
        fix: "set a text, or remove the construct",
      });
    }
  }
}
