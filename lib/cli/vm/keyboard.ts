/** What a person at the console typed: what goes to the machine, and whether the machine is to end. */
export interface Typed {
  readonly send: Buffer;
  readonly end: boolean;
}

const ctrlC = 0x03;
/** Ctrl-], as in telnet(1). */
const escapeKey = 0x1d;

/** Reads what is typed: Ctrl-C ends the machine, Ctrl-] before a key sends that key's own meaning to it. */
export function makeKeyboard(): (typed: Buffer) => Typed {
  let isEscaped = false;
  return (typed) => {
    const send: number[] = [];
    for (const key of typed) {
      if (isEscaped) {
        isEscaped = false;
        // Ctrl-] c is Ctrl-C, and Ctrl-] Ctrl-] is itself.
        send.push(key === escapeKey ? key : key & 0x1f);
      } else if (key === escapeKey) isEscaped = true;
      else if (key === ctrlC) return { send: Buffer.from(send), end: true };
      else send.push(key);
    }
    return { send: Buffer.from(send), end: false };
  };
}
