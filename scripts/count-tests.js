// Counts the tests in reports of Jest, a line for each report and one for all: `fast: 1480 tests: 1479 passed, 1 failed`.
// A report is named by its file. Fails unless every report is there, ran tests, and has only passed ones.
const { existsSync, readFileSync } = require("node:fs");
const { basename } = require("node:path");

function count(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: report.numPassedTests,
    // A suite that does not even load has no tests to count.
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function line(name, { passed, failed, skipped }) {
  const parts = [`${passed} passed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return `${name}: ${passed + failed + skipped} tests: ${parts.join(", ")}`;
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  const counts = count(file);
  const tier = basename(file, ".json");
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (counts.passed === 0) {
    console.error(`${tier}: no test passed, or Jest wrote no report`);
    process.exitCode = 1;
  }
  console.log(line(tier, counts));
}
console.log(line("total", total));
// A test that does not run proves nothing.
if (total.passed === 0 || total.failed + total.skipped > 0) process.exitCode = 1;
