#!/usr/bin/env bash
# docs/screens/low-end.sh ADDRESS [FOLDER]: opens pages of a running demo site in Links, NetSurf and Dillo under a virtual
# screen, and keeps a small grey picture of each. Debian: xvfb links2 netsurf-gtk dillo graphicsmagick.
set -euo pipefail
site=$1
folder=$(realpath "${2:-$(dirname "$0")}")
export DISPLAY=:97 HOME
HOME=$(mktemp -d)
Xvfb "$DISPLAY" -screen 0 1000x760x24 >/dev/null 2>&1 &
screen=$!
trap 'kill "$screen"; rm -rf "$HOME"' EXIT
sleep 3

# picture NAME SECONDS COMMAND…: what the screen shows when the command has run for so long.
picture() {
  local name=$1 seconds=$2
  shift 2
  "$@" >/dev/null 2>&1 &
  local shown=$!
  sleep "$seconds"
  gm import -window root "$HOME/$name.png"
  kill "$shown"
  wait "$shown" 2>/dev/null || true
  gm convert "$HOME/$name.png" -resize 700x -colorspace Gray +dither -colors 6 "$folder/$name.png"
}

for page in home: registration:registration sign-in:sign-in; do
  picture "links-${page%%:*}" 8 links2 -g -mode 1000x760 "$site/${page#*:}"
  picture "netsurf-${page%%:*}" 25 netsurf-gtk "$site/${page#*:}"
  picture "dillo-${page%%:*}" 8 dillo -g 1000x760+0+0 "$site/${page#*:}"
done
