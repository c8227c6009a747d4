/** How properties are checked. */
export interface CheckOptions {
  /**
   * Whether properties that the type does not have are refused. Otherwise, as for a subclass with properties of its own, only
   * those that resemble one of the type. In the objects inside, all are.
   */
  readonly exact: boolean;
  /** NixOS options whose names are refused too, because the construct sets them without a property. */
  readonly sets?: readonly string[];
  /** Names of properties for which the construct itself reports strings that it does not know. */
  readonly explainsChoice?: readonly string[];
  /** Names of properties whose absence the construct itself reports. */
  readonly explainsAbsence?: readonly string[];
  /** Whether the construct itself reports strings with a Nix expression that JavaScript converted to text. */
  readonly explainsText?: boolean;
}
