import * as ts from "typescript";
import { documentationOf } from "./documentation";
import { nixOfSnippet, type GeneratedNix } from "./generated-nix";
import type { Exported } from "./library";
import { blocks, code, codeBlock } from "./markdown";
import { classMembers, propertiesOf } from "./members";
import { exampleText, membersText, propertiesText, stabilityText } from "./member-text";
import type { Usage } from "./usages";

/** The context in which the page of a class is generated. */
export interface ClassContext {
  readonly checker: ts.TypeChecker;
  /** Entry point that exports the class. */
  readonly entryPoint: string;
  /** Uses of classes in the example programs. */
  readonly usages: ReadonlyMap<string, Usage>;
  /** Every exported name. */
  readonly names: ReadonlySet<string>;
}

/** Returns the page of an exported class: summary, example, properties, members. */
export function classText({ name, symbol, file }: Exported, context: ClassContext): string {
  const { checker, usages } = context;
  const documentation = documentationOf(symbol, checker);
  const usage = usages.get(name);
  const properties = constructorProperties(symbol, checker);
  const { statics, ofInstances } = classMembers(symbol, checker);
  return blocks(
    `# ${name}`,
    stabilityText(documentation),
    documentation.text,
    codeBlock("ts", `import { ${name} } from "${context.entryPoint}";`),
    documentation.examples.length > 0 ? "## Example" : "",
    ...documentation.examples.map((example) =>
      withNix(exampleText(example), example.startsWith(`new ${name}(`) ? nixOfSnippet(example) : []),
    ),
    documentation.examples.length === 0 && usage !== undefined
      ? blocks(
          "## Example",
          withNix(codeBlock("ts", usage.text), usage.nix === undefined ? [] : [usage.nix]),
          `From ${code(usage.file)}.`,
        )
      : "",
    properties === undefined ? "" : blocks("## Properties", propertiesText(properties.members)),
    properties === undefined ? "" : typesUsed(properties.text, context),
    statics.length === 0 ? "" : blocks("## Static members", membersText(statics, "static-")),
    ofInstances.length === 0 ? "" : blocks("## Members", membersText(ofInstances, "member-")),
    baseText(symbol, context),
    `Defined in ${code(file)}.`,
  );
}

/** Shows an example next to the files that it becomes. */
function withNix(example: string, files: readonly GeneratedNix[]): string {
  const becomes = files.map(({ file, text }) => blocks(`It becomes ${code(file)}:`, codeBlock("nix", text)));
  return files.length === 0 ? example : blocks("::: side-by-side", example, ...becomes, ":::");
}

/** Returns the properties of the constructor argument `props`. */
function constructorProperties(symbol: ts.Symbol, checker: ts.TypeChecker) {
  const { valueDeclaration } = symbol;
  if (valueDeclaration === undefined || !ts.isClassDeclaration(valueDeclaration)) return undefined;
  const constructor = valueDeclaration.members.find(ts.isConstructorDeclaration);
  const props = constructor?.parameters.find((parameter) => parameter.name.getText() === "props");
  if (props?.type === undefined) return undefined;
  const members = propertiesOf(checker.getTypeFromTypeNode(props.type), checker);
  const text = members.map(({ type }) => type).join(" ");
  return { members, text };
}

/** Lists the exported types that the properties mention. The site links each to its documentation. */
function typesUsed(text: string, { names }: ClassContext): string {
  const used = [...new Set(text.match(/\w+/g))].filter((word) => names.has(word)).sort();
  return used.length === 0 ? "" : `Types in these properties: ${used.map(code).join(", ")}.`;
}

function baseText(symbol: ts.Symbol, { checker, names }: ClassContext): string {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const base = type.isClassOrInterface() ? checker.getBaseTypes(type)[0]?.symbol.name : undefined;
  if (base === undefined) return "";
  return names.has(base)
    ? `Extends ${code(base)}, with all of its members.`
    : `Extends ${code(base)} of the package ${code("constructs")}: ${code("node")} is its node in the construct tree.`;
}
