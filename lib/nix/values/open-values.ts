/** Up to this many values are compared one by one, which is faster than a set of objects. */
const few = 8;

/** The sets, lists, and wrappers that are being converted, from the outermost to the innermost, to find one inside itself. */
export class OpenValues {
  private readonly values: object[] = [];
  /** The same, while they are many. */
  private all: Set<object> | undefined = undefined;

  has(value: object): boolean {
    return this.all === undefined ? this.values.includes(value) : this.all.has(value);
  }

  add(value: object): void {
    this.values.push(value);
    if (this.values.length > few) (this.all ??= new Set(this.values)).add(value);
  }

  /** Removes the innermost value. */
  removeLast(): void {
    const last = this.values.pop();
    if (this.values.length <= few) this.all = undefined;
    else if (last !== undefined) this.all?.delete(last);
  }
}
