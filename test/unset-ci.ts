// The command line behaves differently in continuous integration: tests expect what it does on a developer's machine, also
// if they run in continuous integration.
const { CI } = process.env;
if (CI !== undefined) process.env.CDKNIX_TESTED_IN_CI = CI;
delete process.env.CI;
delete process.env.GITHUB_ACTIONS;
