# Builder of terminus_font: Debian's Terminus fonts under the upstream names ter-<code page><height><n|b>.psf.gz.
fonts=$out/share/consolefonts
mkdir -p "$fonts" unpacked
deb_files "$deb" | tar -x --no-same-owner -C unpacked ./usr/share/consolefonts
# Upstream's letter for a character set, and Debian's name of the set that covers it.
for set in 1:Lat15 2:Lat2 7:Greek 9:Lat15 c:CyrSlav d:Lat7 g:Lat2 i:Lat15 k:CyrKoi m:CyrSlav p:CyrAsia u:CyrKoi v:Uni2; do
  for size in 12:12x6 14:14 16:16 18:18x10 20:20x10 22:22x11 24:24x12 28:28x14 32:32x16; do
    for weight in n:Terminus b:TerminusBold; do
      font=unpacked/usr/share/consolefonts/${set#*:}-${weight#*:}${size#*:}.psf.gz
      [ ! -e "$font" ] || cp "$font" "$fonts/ter-${set%:*}${size%:*}${weight%:*}.psf.gz"
    done
  done
done
