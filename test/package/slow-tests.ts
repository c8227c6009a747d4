import { run } from "../build/run";
import { templateProjects, type TemplateProjects } from "./packed";

/** Declares a test that runs the slow tests of each template, in a project that is made from it. */
export function testSlowTestsOf(names: readonly string[]): void {
  let projects: TemplateProjects | undefined;

  beforeAll(async () => {
    projects = await templateProjects();
  });

  afterAll(() => {
    projects?.returnModules();
  });

  it.each(names)("the image of the template %s does what its slow tests want of it", async (name) => {
    const title = `${name}-ts-node`;
    projects!.lendModules(title);
    await run(["npm", "run", "test:slow", "--", "--ci"], {
      cwd: projects!.directoryOf(title),
      env: { NIXPKGS: "embedded" },
    });
  });
}
