{
  nixpkgs.config = {
    allowUnfree = true;
    allowBroken = false;
  };
}
