import type { IssueDetails } from "../core";
import { diskIssues } from "./checks/disks";
import { groupIssues } from "./checks/groups";
import { mountOptionIssues } from "./checks/mount-options";
import { mountIssues } from "./checks/mounts";
import { nameIssues } from "./checks/names";
import { passphraseIssues } from "./checks/secrets";
import { swapIssues } from "./checks/swap";
import { tableIssues } from "./checks/tables";
import type { Layout } from "./layout";
import { mountsIn, placesIn } from "./places";

/** The mistakes in a layout that show without its boot loader. */
export function layoutIssues(layout: Layout): readonly IssueDetails[] {
  const places = placesIn(layout);
  const mounts = mountsIn(layout, places);
  return [
    ...diskIssues(layout, places),
    ...nameIssues(layout, places),
    ...tableIssues(layout, places),
    ...groupIssues(layout, places),
    ...mountIssues(layout, places, mounts),
    ...mountOptionIssues(layout, places),
    ...swapIssues(layout, places),
    ...passphraseIssues(places),
  ];
}
