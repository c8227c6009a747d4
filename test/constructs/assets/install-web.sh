#!/bin/sh
nixos-install --flake '/flake#web'
