import { testSlowTestsOf } from "./slow-tests";

testSlowTestsOf(["offline-install"]);
