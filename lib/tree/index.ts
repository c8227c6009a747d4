export * from "./app-tree";
export * from "./flake-tree";
export * from "./profile-flake";
