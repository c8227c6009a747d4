// Adds up the reports of several jest runs: `Tests: 12 passed, 0 failed`. Fails when nothing ran or a test was skipped.
const { readFileSync } = require("node:fs");

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const sum = (key) => reports.reduce((total, report) => total + report[key], 0);
const passed = sum("numPassedTests");
// A suite that does not even load has no tests to count.
const failed = sum("numFailedTests") + sum("numRuntimeErrorTestSuites");
const skipped = sum("numPendingTests") + sum("numTodoTests");
if (skipped > 0) console.error(`${skipped} tests were skipped: a test that does not run proves nothing`);
console.log(`Tests: ${passed} passed, ${failed + skipped} failed`);
process.exitCode = passed === 0 || failed + skipped > 0 ? 1 : 0;
