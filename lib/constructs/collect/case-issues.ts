import type { FlakeModel, Issue, SourceLocation } from "../../model";

/** A file or directory of the flake, and the construct that it is named after. */
interface Named {
  readonly path: string;
  readonly constructPath: string;
  readonly source: SourceLocation | undefined;
}

/** The errors for names that differ only in case: on macOS and Windows, one would be the file of the other. */
export function caseIssues(flake: FlakeModel): readonly Issue[] {
  const first = new Map<string, Named>();
  return namesIn(flake).flatMap((named): readonly Issue[] => {
    const key = named.path.toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, named);
    // Equal names are reported where they are compared with others of their kind.
    if (other === undefined || other.path === named.path) return [];
    const { constructPath, source } = named;
    return [
      {
        severity: "error",
        code: "duplicate-name",
        constructPath,
        message: `${other.constructPath} has the same name, except for upper case`,
        value: `${named.path}; ${other.path}`,
        reason: "on file systems that ignore case, such as those of macOS, both would be the same file",
        fix: "change the ID of one of them",
        ...(source === undefined ? {} : { source }),
      },
    ];
  });
}

function namesIn({ classes, hosts, packages }: FlakeModel): readonly Named[] {
  const modulesOf = (directory: string, modules: FlakeModel["hosts"][number]["modules"]): readonly Named[] =>
    modules.map(({ file, constructPath, source }) => ({ path: `${directory}/${file}`, constructPath, source }));
  const named = (
    directory: string,
    { name, constructPath, source }: Omit<Named, "path"> & { readonly name: string },
  ): Named => ({
    path: `${directory}/${name}`,
    constructPath,
    source,
  });
  return [
    ...classes.flatMap((each) => [named("modules", each), ...modulesOf(`modules/${each.name}`, each.modules)]),
    ...hosts.flatMap((each) => [named("systems", each), ...modulesOf(`systems/${each.name}`, each.modules)]),
    ...packages.map((each) => named("packages", each)),
  ];
}
