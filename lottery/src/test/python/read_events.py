"""Reads TensorBoard event files with TensorBoard's own reader.

    pip install tensorboard
    python read_events.py FOLDER

Prints, for every tag in the folder, the number of points, the first and the last one.
"""

import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0})
events.Reload()
print("file version", events.file_version)
for tag in events.Tags()["scalars"]:
    points = events.Scalars(tag)
    first, last = points[0], points[-1]
    print(
        f"{tag}: {len(points)} points, step {first.step} {first.value:.6g}"
        f" to step {last.step} {last.value:.6g}"
    )
