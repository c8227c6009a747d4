# Builder of the console font and keyboard layout. Looks up both at build time, so that a misspelled name fails here and not at boot.
export PATH=$tools/bin:$PATH
mkdir -p "$out" fonts maps
deb_files "$fonts" | tar -x --no-same-owner -C fonts
deb_files "$maps" | tar -x --no-same-owner -C maps

content() { case $1 in *.gz) gzip -dc "$1" ;; *) cat "$1" ;; esac }

if [ -n "$font" ]; then
  found=
  case $font in
    /*) candidates=$font ;;
    *) candidates=$(for dir in fonts/usr/share/consolefonts $(printf '%s/share/consolefonts ' $packages); do
         printf '%s ' "$dir/$font" "$dir/$font.psf" "$dir/$font.psf.gz" "$dir/$font.psfu.gz"; done) ;;
  esac
  for candidate in $candidates; do
    if [ -z "$found" ] && [ -f "$candidate" ]; then found=$candidate; fi
  done
  if [ -z "$found" ]; then
    echo "console.font: unknown font \`$font'. pkgs.terminus_font has ter-<1|2|7|9|c|d|g|i|k|m|p|u|v><12|14|16|18|20|22|24|28|32><n|b>.psf.gz, Debian's console-setup names like Lat15-Terminus16." >&2
    exit 1
  fi
  content "$found" >"$out/font.psf"
fi

keymaps=$PWD/maps/usr/share/keymaps/i386
case $keyMap in
  /*) found=$keyMap ;;
  *) found=$(find "$keymaps" -name "$keyMap.kmap.gz" | sort | head -n1) ;;
esac
if [ -z "$found" ] || [ ! -f "$found" ]; then
  echo "console.keyMap: unknown keyboard layout \`$keyMap'. Layouts in Debian's console-data:" \
    $(find "$keymaps" -name '*.kmap.gz' ! -path '*/include/*' -printf '%f\n' | sed 's/\.kmap\.gz$//' | sort) >&2
  exit 1
fi
content "$found" >"$out/keymap.kmap"
LOADKEYS_INCLUDE_PATH=$keymaps/include:$keymaps/qwerty loadkeys -q --bkeymap -u "$out/keymap.kmap" >"$out/keymap.bmap"

cat >"$out/load" <<LOAD
#!/bin/sh
# Sets the key map and the font of the virtual consoles. Text mode cannot show every font, which is no failure of the boot.
loadkeys -q -C /dev/tty1 -u $out/keymap.kmap || echo "the key map was not loaded" >&2
if [ -e $out/font.psf ]; then
  for tty in 1 2 3 4 5 6; do
    setfont -C /dev/tty\$tty $out/font.psf || echo "the font was not loaded on tty\$tty" >&2
  done
fi
exit 0
LOAD
chmod +x "$out/load"
