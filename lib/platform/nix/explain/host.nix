# A host whose options tell all of their definitions, as `allDefinitions`: { file, value } each, with their properties,
# the default first. NixOS keeps only those of the winning priority; so the host is evaluated with another module
# system, `modules`, which is NixOS's own but for this one attribute. Null where the host's own stays.
{ modules, isComplete }:
system:
let
  inherit (builtins) dirOf functionArgs intersectAttrs unsafeGetAttrPos;
  position = unsafeGetAttrPos "evalModules" system.lib.modules;
  payload = system.type.functor.payload or { };
  lib = system.lib.extend (final: _: { modules = modules { lib = final; }; });
  isReplaced = modules != null && system.lib ? extend && payload ? modules;
in
{
  nixpkgs = if position == null then null else dirOf (dirOf position.file);
  specialArgs = payload.specialArgs or { };
  isComplete = isReplaced || (modules == null && isComplete);
}
// (
  if isReplaced then
    { inherit lib; inherit (lib.evalModules (intersectAttrs (functionArgs lib.evalModules) payload)) options; }
  else
    { inherit (system) lib options; }
)
