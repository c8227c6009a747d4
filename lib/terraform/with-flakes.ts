import { appOf } from "./cdktf";
import { FlakeSynthesis, type StackApp, type WithFlakesProps } from "./flake-synthesis";

/**
 * Enables flakes next to stacks in the `App` of cdktn or cdktf: its `synth()` writes both, and nothing if a flake has errors.
 * An {@link IsoBuild} enables this for its app; call this function to set properties, or if no stack builds an ISO.
 *
 * @example
 * const app = withFlakes(new App(), { outdir: "flakes" });
 *
 * @returns the app
 * @throws Error if it is another kind of app
 * @beta
 */
export function withFlakes<T extends StackApp>(app: T, props: WithFlakesProps = {}): T {
  FlakeSynthesis.of(appOf(app), props);
  return app;
}
