# The most common licenses in a package's `meta.license`; `free` determines whether nixpkgs.config.allowUnfree is required.
builtins.mapAttrs
  (shortName: free: { inherit shortName free; spdxId = shortName; fullName = shortName; })
  {
    mit = true;
    asl20 = true;
    bsd2 = true;
    bsd3 = true;
    cc0 = true;
    gpl2Only = true;
    gpl2Plus = true;
    gpl3Only = true;
    gpl3Plus = true;
    lgpl21Plus = true;
    lgpl3Plus = true;
    isc = true;
    mpl20 = true;
    publicDomain = true;
    unlicense = true;
    zlib = true;
    unfree = false;
    unfreeRedistributable = false;
    unfreeRedistributableFirmware = false;
  }
