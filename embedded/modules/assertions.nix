# assertions and warnings; system.build.toplevel is what they guard.
{ lib, ... }:
{
  options = {
    assertions = lib.mkOption {
      type = lib.types.listOf lib.types.unspecified;
      default = [ ];
      description = "Conditions, each with a message, that have to hold for the system to be built.";
    };
    warnings = lib.mkOption {
      type = lib.types.listOf lib.types.str;
      default = [ ];
      description = "Messages that are shown while the system is evaluated.";
    };
  };
}
