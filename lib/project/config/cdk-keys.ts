/** An option of cdknix for a key of AWS CDK that is not about AWS. */
const replacements: Readonly<Record<string, string>> = {
  build: 'put the command into "app", such as "npm run build && node dist/main.js"',
  ci: "pass --ci",
  json: "pass --json",
  noColor: "pass --no-color, or set NO_COLOR",
  profile: "remove it: it names an AWS profile. To build with a profile of cdknix, pass --profile",
  quiet: "pass --quiet",
  strict: "pass --strict",
  verbose: "pass --verbose",
};

/**
 * Keys that AWS CDK reads from cdk.json and cdknix does not.
 * @see https://github.com/aws/aws-cdk-cli/blob/main/packages/aws-cdk/lib/cli/user-configuration.ts
 */
const cdkKeys: ReadonlySet<string> = new Set([
  ...Object.keys(replacements),
  "assetBuildConcurrency",
  "assetMetadata",
  "assetParallelism",
  "assetPrebuild",
  "browser",
  "bundlingStacks",
  "caBundlePath",
  "custom",
  "debug",
  "debugApp",
  "debugCli",
  "ec2creds",
  "exclusively",
  "hotswap",
  "ignoreErrors",
  "ignoreNoStacks",
  "language",
  "lookups",
  "migrate",
  "notices",
  "outputsFile",
  "pathMetadata",
  "plugin",
  "progress",
  "proxy",
  "region",
  "requireApproval",
  "roleArn",
  "rollback",
  "staging",
  "tags",
  "telemetryFile",
  "toolkitBucket",
  "toolkitStackName",
  "trace",
  "unstable",
  "validation",
  "versionReporting",
]);

/** Whether AWS CDK reads a key of cdk.json that cdknix does not. */
export function isCdkKey(key: string): boolean {
  return cdkKeys.has(key);
}

/** How to get the effect of a key of AWS CDK with cdknix. */
export function cdkKeyFix(key: string): string {
  return replacements[key] ?? "remove it";
}

/** Whether a context key is a feature flag or a setting of AWS CDK. */
export function isCdkContextKey(key: string): boolean {
  return /^(?:@aws-cdk[/-]|aws-cdk:|aws:cdk:|cli-telemetry$|acknowledged-issue-numbers$)/.test(key);
}
