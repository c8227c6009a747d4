import { targetOf, type OptionNode } from "../declarations/option-tree";
import { membersOf, type EnumType, type OptionType } from "./option-type";
import { parseTypeDescription } from "./parse-type";
import type { TypeNames } from "./type-names";

const anything = "NixosAnything";

/** Renders TypeScript types for option values. */
export class TypeRenderer {
  private readonly parsed = new Map<string, OptionType>();

  constructor(
    private readonly root: OptionNode,
    private readonly names: TypeNames,
    /** Declares the interface of the options below a node, and returns its name. */
    private readonly declareSet: (node: OptionNode, path: readonly string[], isOpen: boolean) => string,
  ) {}

  /** The type of a node's property: the values of an option, or a set of options. */
  property(node: OptionNode, path: readonly string[]): string {
    const { declaration } = node;
    if (node.isOutside === true) return anything;
    if (declaration === undefined) return `NixosOption<${this.declareSet(node, path, false)}>`;
    if (declaration.removal !== undefined) return "NixosRemoved";
    if (declaration.isReadOnly) return "NixosReadOnly";
    const value = this.value(this.parse(declaration.type), targetOf(this.root, node), path);
    return value === anything ? anything : `NixosOption<${value}>`;
  }

  private parse(description: string): OptionType {
    const known = this.parsed.get(description);
    if (known !== undefined) return known;
    const { type } = parseTypeDescription(description);
    this.parsed.set(description, type);
    return type;
  }

  private value(type: OptionType, node: OptionNode, path: readonly string[]): string {
    const parts = [...new Set(membersOf(type).map((member) => this.member(member, node, path)))];
    return parts.includes(anything) ? anything : parts.join(" | ");
  }

  private member(type: OptionType, node: OptionNode, path: readonly string[]): string {
    switch (type.kind) {
      case "anything":
        return holdsOptions(node) ? this.declareSet(node, path, true) : anything;
      case "null":
      case "boolean":
      case "string":
        return type.kind;
      case "number":
        return type.accepts === "float" ? "number" : "NixosInteger";
      case "path":
        return "NixosPath";
      case "package":
        return "NixPackage";
      case "function":
        return "NixFunction";
      case "enum":
        return this.enumeration(type, path);
      case "list":
        return `NixosList<${this.value(type.element, node.below.get("*") ?? leaf, [...path, "*"])}>`;
      case "attributes":
        if (holdsOptions(node)) return this.declareSet(node, path, true);
        return `NixosAttributes<${this.value(type.element, node.below.get("<name>") ?? leaf, [...path, "<name>"])}>`;
      case "submodule":
        return node.below.size === 0 ? `NixosAttributes<${anything}>` : this.declareSet(node, path, false);
      case "union":
        return this.value(type, node, path);
    }
  }

  private enumeration({ values }: EnumType, path: readonly string[]): string {
    const literals = values.map((value) => JSON.stringify(value)).join(" | ");
    return literals.length <= 100 ? literals : this.names.alias(path, literals);
  }
}

const leaf: OptionNode = { below: new Map() };

/** Whether options are declared below. For a freeform set, those are its known names. */
function holdsOptions(node: OptionNode): boolean {
  return [...node.below.keys()].some((name) => name !== "<name>" && name !== "*");
}
