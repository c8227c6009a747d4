import { Failure } from "../../platform/failure";

/** Something else is at the path of a link to a result. */
export function linkTaken(link: string): Failure {
  return new Failure({
    kind: "usage",
    code: "link-not-made",
    message: `cannot create the link ${link}`,
    reason: "something that is not a link is at this path",
    fix: "move it away, or pass another path with --out-link",
  });
}
