/** Assigns names to types: each text is declared once, under the name of the first option that uses it. */
export class TypeNames {
  private readonly byText = new Map<string, string>();
  private readonly taken: Set<string>;
  private readonly texts: string[] = [];

  /** @param reserved names that are already in use */
  constructor(reserved: Iterable<string>) {
    this.taken = new Set(reserved);
  }

  /** The declarations so far, in order of first use. */
  get declarations(): readonly string[] {
    return this.texts;
  }

  /** The name of an interface with this body. */
  interface(path: readonly string[], body: string): string {
    return this.declared(path, `{\n${body}}`, (name, text) => `interface ${name} ${text}`);
  }

  /** The name of an alias for this type. */
  alias(path: readonly string[], type: string): string {
    return this.declared([...path, "values"], type, (name, text) => `type ${name} = ${text};`);
  }

  private declared(path: readonly string[], text: string, declare: (name: string, text: string) => string): string {
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    const name = this.unused(typeName(path));
    this.byText.set(text, name);
    this.texts.push(declare(name, text));
    return name;
  }

  private unused(name: string): string {
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? name : `${name}${String(count)}`;
      if (this.taken.has(candidate)) continue;
      this.taken.add(candidate);
      return candidate;
    }
  }
}

/** `ServicesNginxVirtualHostsName`. */
function typeName(path: readonly string[]): string {
  const words = path.flatMap((name) => (name === "*" ? ["Item"] : name.split(/[^A-Za-z0-9]+/)));
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Z]/.test(name) ? name : `Options${name}`;
}
