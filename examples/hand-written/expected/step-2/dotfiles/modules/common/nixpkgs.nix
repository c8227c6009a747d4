{
  nixpkgs = {
    config = {
      allowUnfree = false;
      allowBroken = false;
    };
    overlays = [ (import ../../files/overlays) ];
  };
}
