#!/bin/sh
# Makes the eight small videos that the sandbox serves, one per aspect ratio. They are committed:
# run this only to change them. Needs ffmpeg with libx264 and the DejaVu fonts (Debian: ffmpeg,
# fonts-dejavu-core).
#
# Each is 3 s of H.264 baseline in yuv420p with its index in front (faststart), so that every
# player shows it: a colour field, a bar that travels across it, and the word SANDBOX.
set -eu

cd "$(dirname "$0")"
mkdir -p videos
font=${FONT:-/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf}

make_video() {
	name=$1 width=$2 height=$3
	size=$((width < height ? width / 7 : height / 6))
	ffmpeg -v error -y \
		-f lavfi -i "color=c=0x1b1f3b:s=${width}x${height}:r=12:d=3" \
		-f lavfi -i "color=c=0xff6d5a:s=$((width / 8))x${height}:r=12:d=3" \
		-filter_complex "[0][1]overlay=x='mod(t*W/3,W)':y=0,drawtext=fontfile=${font}:text=SANDBOX:fontcolor=white:fontsize=${size}:x=(w-text_w)/2:y=(h-text_h)/2" \
		-c:v libx264 -profile:v baseline -level 3.0 -pix_fmt yuv420p -preset veryslow -crf 34 -g 36 \
		-an -map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart \
		"videos/${name}.mp4"
}

make_video 16x9 320 180
make_video 4x3 320 240
make_video 1x1 240 240
make_video 3x4 240 320
make_video 9x16 180 320
make_video 2x3 240 360
make_video 3x2 360 240
make_video 21x9 420 180
