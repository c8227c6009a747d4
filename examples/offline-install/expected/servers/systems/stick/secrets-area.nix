{ pkgs, ... }:
{
  isoImage.contents = [
    {
      # zeros; `synth flash --secrets` and `synth seal` write the secrets there, on the medium only
      source = pkgs.runCommand "secrets-area" { } "head -c 262144 /dev/zero > $out";
      target = "/secrets-area";
    }
  ];

  systemd.services.cdknix-secrets = {
    description = "Secrets of the medium";
    wantedBy = [ "sysinit.target" ];
    before = [
      "sysinit.target"
      "shutdown.target"
    ];
    conflicts = [ "shutdown.target" ];
    after = [
      "local-fs.target"
      "systemd-sysusers.service"
      "userborn.service"
    ];
    unitConfig.DefaultDependencies = false;
    path = [
      pkgs.age
      pkgs.gnutar
      pkgs.shadow
      pkgs.util-linux
    ];
    serviceConfig = {
      Type = "oneshot";
      RemainAfterExit = true;
      StandardOutput = "journal+console";
      StandardError = "journal+console";
    };
    script = ''
      area=/iso/secrets-area
      # Every user can read /iso: the area is hidden first, and stays so.
      if ! findmnt --mountpoint "$area" > /dev/null; then mount --bind /dev/null "$area"; fi
      work=/run/cdknix/secrets-work
      missing=
      failed=
      install -d -m 0711 /run/cdknix/secrets
      # A start that was killed may have left its copies.
      rm -rf "$work"
      trap 'rm -rf "$work"' EXIT
      mkdir -m 0700 "$work" "$work/files"

      # read_area COUNT: its first bytes, from a mount namespace in which it is not hidden.
      read_area() {
        # shellcheck disable=SC2016
        unshare --mount "$BASH" -c 'umount "$1" && head -c "$2" "$1"' - "$area" "$1"
      }

      read -r magic kind length digest <<< "$(read_area 256 | tr -d '\0')" || true
      is_whole() {
        [[ $kind =~ ^(tar|age)$ && $length =~ ^[1-9][0-9]{0,7}$ ]] || return 1
        read_area "$((2048 + length))" | tail -c "$length" > "$work/$kind"
        echo "$digest  $work/$kind" | sha256sum --check --status
      }
      if [ "$magic" != cdknix-secrets ]; then
        echo "this medium has no secrets: synth flash --secrets or synth seal writes them"
      elif ! is_whole; then
        echo "the secrets on this medium are damaged: write it again"
        rm -f "$work/tar" "$work/age"
      fi
      while [ -e "$work/age" ]; do
        if ! passphrase=$(systemd-ask-password --timeout=0 "Passphrase of the secrets on this medium (empty: go on without them):"); then
          # The question was canceled.
          passphrase=
        fi
        if [ -z "$passphrase" ]; then
          echo "no passphrase: the secrets stay encrypted"
          break
        fi
        # age takes a passphrase only from a terminal, which script provides.
        if printf '%s\n' "$passphrase" | script --quiet --return --command "age --decrypt --output $work/tar $work/age" /dev/null > /dev/null; then
          rm "$work/age"
        else
          echo "wrong passphrase"
        fi
      done
      if [ -e "$work/tar" ] && ! tar --extract --no-same-owner --file "$work/tar" --directory "$work/files"; then
        failed=1
        echo "the secrets on this medium cannot be unpacked"
        # Half of a secret is none.
        rm -rf "$work/files"
      fi

      # place NAME OWNER GROUP MODE OPTIONS
      place() {
        if [ -f "$work/files/$1" ]; then
          if ! install -o "$2" -g "$3" -m "$4" "$work/files/$1" "/run/cdknix/secrets/$1"; then
            failed=1
            echo "the secret $1 cannot belong to $2:$3 and stays readable for root only; it is needed by $5"
            install -o root -g root -m 0400 "$work/files/$1" "/run/cdknix/secrets/$1"
          fi
          return
        fi
        failed=1
        missing=1
        echo "the secret $1 is not on this medium, and is needed by $5"
        # Units that name its file themselves, or in their scripts and configuration files.
        for unit in /etc/systemd/system/*.service; do
          # shellcheck disable=SC2046
          if grep -qsE "/run/cdknix/secrets/$1([^A-Za-z0-9._-]|$)" "$unit" $(grep -oE '/(nix/store|etc)/[^[:space:]"=:;,]+' "$unit"); then
            mkdir -p "/run/systemd/system/$(basename "$unit").d"
            printf '[Unit]\nAssertPathExists=%s\n' "/run/cdknix/secrets/$1" > "/run/systemd/system/$(basename "$unit").d/secret-$1.conf"
          fi
        done
      }
      place_if_there() { if [ -f "$work/files/$1" ]; then place "$@"; else echo "the secret $1 is not on this medium"; fi; }
      place_if_there db-1-disk root root 0400 'environment.etc."cdknix/installer.json".text.targets.db-1.passphrases.db-1-disk'

      if [ -n "$missing" ]; then systemctl daemon-reload; fi
      if [ -n "$failed" ]; then exit 1; fi
    '';
  };
}
