import { readSourceMap, type SourceMap } from "../../attribution/source-map";
import { whoCanLogIn, type Logins, type OpenLogin } from "../../logins/who-can-log-in";
import { formatSourceLocation, type Issue } from "../../model";
import { quotedString, splitAttributePath } from "../../nix";
import { evaluateDerivation, type NixosHost } from "../../platform/nix/evaluate";
import { evaluateDefiningFiles } from "../../platform/nix/explain/explain-option";
import { evaluateHost } from "../../platform/nix/logins/evaluate-logins";
import { anyoneCanLogIn } from "../errors";
import { logListener } from "../reporter";
import type { SynthRequest } from "../request";
import type { Target } from "../targets";
import { attributed } from "./attributed";
import { trySystemBuild, type FlakeSources, type SourceContext } from "./flake-sources";

/** Context for evaluating hosts. */
export interface EvaluationContext extends SourceContext {
  readonly request: Pick<SynthRequest, "profile" | "nix">;
}

/**
 * Evaluates a host to the derivation of its ISO or system.
 * @param tree the output, or a staging directory
 * @throws a failure of kind `evaluation`; or of kind `program` if anyone could log in to the host over the network.
 */
export async function evaluateTarget(
  context: EvaluationContext,
  target: Target,
  sources: FlakeSources,
  tree: string,
): Promise<string> {
  const { name, flake, host } = target;
  const directory = await sources.directoryOf(target);
  const tool = await context.tool();
  const listener = logListener(context.reporter);
  const source = { flake, tree, directory, attribute: host.installable };
  const build = trySystemBuild(target);
  if (build === undefined) {
    return attributed(evaluateDerivation(tool, source, name, listener), source, context);
  }
  const system: NixosHost = { name, directory, attribute: build.system };
  const evaluated = await attributed(evaluateHost(tool, system, build.product, listener), source, context);
  const { open } = whoCanLogIn(evaluated.logins);
  if (open.length > 0) throw anyoneCanLogIn(name, await openLoginIssues(context, target, system, tree, open));
  return evaluated.derivation;
}

/** An issue for each way that lets anyone in, at the definition that decides, with all other definitions that cause it. */
export async function openLoginIssues(
  { tool, request }: EvaluationContext,
  { flake, name }: Target,
  system: NixosHost,
  tree: string,
  open: Logins["open"],
): Promise<readonly Issue[]> {
  const options = [...new Set(open.flatMap((each) => each.options))];
  const paths = options.map((option) => splitAttributePath(option).map(quotedString));
  const found = await evaluateDefiningFiles(await tool(), system, paths);
  const filesOf = new Map(options.map((option, index) => [option, found[index] ?? []]));
  const origins = readSourceMap(flake, tree, request.nix.store);
  return open.map((each) => issueOf(each, name, filesOf, origins));
}

function issueOf(
  { code, message, reason, fix, options }: OpenLogin,
  host: string,
  filesOf: ReadonlyMap<string, readonly string[]>,
  origins: SourceMap,
): Issue {
  const definitions = options.flatMap((option) =>
    (filesOf.get(option) ?? []).map((file) => ({ option, file, origin: origins.originOf(file, option) })),
  );
  const decisive = definitions.find(({ origin }) => origin?.source !== undefined)?.origin;
  const places = definitions.map(({ option, file, origin }) => {
    if (origin === undefined) return `${option} in ${file.replace(/^\/nix\/store\/[^/]+\//, "")} of nixpkgs`;
    const { construct, source } = origin;
    const at = source === undefined ? "" : `, ${formatSourceLocation(source)}`;
    return `${option} in ${origin.file} (${construct}${at})`;
  });
  return {
    severity: "error",
    code,
    constructPath: decisive?.construct ?? host,
    message,
    ...(definitions.length === 0 ? {} : { value: [...new Set(definitions.map(({ option }) => option))].join(", ") }),
    reason: places.length === 0 ? reason : `${reason}; it is defined by ${places.join("; ")}`,
    fix,
    ...(decisive?.source === undefined ? {} : { source: decisive.source }),
  };
}
