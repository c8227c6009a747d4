import { appOf } from "./cdktf";
import { FlakeSynthesis, type StackApp, type WithFlakesProps } from "./flake-synthesis";

/**
 * Lets the `App` of cdktf or cdktn hold flakes beside stacks: its `synth()` writes both, and nothing when a flake is wrong.
 * An {@link IsoBuild} does the same to the app that it is in; say it yourself to set properties, or where no stack builds.
 *
 * @example
 * const app = withFlakes(new App(), { outdir: "flakes" });
 *
 * @returns the app
 * @throws Error when it is another kind of app
 * @beta
 */
export function withFlakes<T extends StackApp>(app: T, props: WithFlakesProps = {}): T {
  FlakeSynthesis.of(appOf(app), props);
  return app;
}
