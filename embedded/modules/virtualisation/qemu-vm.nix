# Imported by modules of other flakes that offer a virtual machine for a system. The offline base does not build one:
# importing this file declares no options, and using the machine throws an error.
{
  system.build.vm = throw "the offline base cannot build virtual machines; boot its ISO with `synth vm', or build with nixpkgs itself";
}
