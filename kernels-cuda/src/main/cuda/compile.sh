#!/usr/bin/env bash
# Compiles every family of kernels to the PTX that ships. Needs nvcc; nothing else of the build does.
#   src/main/cuda/compile.sh [--tests] [FAMILY...]
# With --tests those of src/test/cuda, which only the tests run.
# A family's first line says what it is compiled for:  // target: compute_75, ptx 7.0
# The PTX begins with the SHA-256 of all it was made from: the shared headers and the family's file.
set -euo pipefail
shopt -s nullglob
cd "$(dirname "$0")"
if [ "${1:-}" = --tests ]; then
  cd ../../test/cuda
  shift
fi
out=../resources/org/tombola/kernels/cuda/ptx
mkdir -p "$out"
families=("$@")
[ $# -gt 0 ] || families=($(ls ./*.cu | sed 's|^./||; s|\.cu$||'))
for family in "${families[@]}"; do
  line=$(head -1 "$family.cu")
  target=$(sed -nE 's|^// target: (compute_[0-9]+a?), ptx [0-9.]+$|\1|p' <<<"$line")
  version=$(sed -nE 's|^// target: compute_[0-9]+a?, ptx ([0-9.]+)$|\1|p' <<<"$line")
  [ -n "$target" ] || { echo "$family.cu: its first line names no target" >&2; exit 2; }
  hash=$(cat ./*.cuh "$family.cu" | sha256sum | cut -d' ' -f1)
  nvcc -std=c++17 -O3 -gencode="arch=$target,code=$target" --ptx -o /tmp/$$.ptx "$family.cu"
  # Comments carry the compiler's paths and build; the version is lowered so that older drivers accept it.
  { echo "// sources: sha256 $hash"; sed -E "s|^\.version .*|.version $version|; /^\/\//d" /tmp/$$.ptx; } >"$out/$family.ptx"
  rm /tmp/$$.ptx
  echo "$family.ptx: $target, ptx $version"
done
