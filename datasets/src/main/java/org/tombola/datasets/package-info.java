/// Labelled examples: from files or drawn by code, divided and put in order by seed.
///
/// Read in this order:
///
/// 1. [org.tombola.datasets.Examples], [org.tombola.datasets.Dataset]: what everyone else sees.
///    `ByteExamples` is how they lie in memory.
/// 2. [org.tombola.datasets.Splits] and [org.tombola.datasets.Batches]: who is held back, and in
///    which order a training run meets the rest; [org.tombola.datasets.Augmentation]: how it is
///    changed each time; [org.tombola.datasets.Prefetch]: batches made ready on another thread.
/// 3. [org.tombola.datasets.DatasetOptions]: fewer examples, wrong labels, moved pixels.
/// 4. [org.tombola.datasets.Datasets] and [org.tombola.datasets.DataSource]: opening by name.
///    `Catalogue` is the list of names.
/// 5. `Digits` and `Shapes`, the default sets, and the packages `digits` and `shapes` that draw
///    them; [org.tombola.datasets.Concepts]: what each pixel of a shape shows; `Xor`; `Xord`.
/// 6. `ImageFolder` and `PictureFile`: pictures of one's own; `FolderConcepts`: what they show.
/// 7. Files: `IdxFiles` puts four of them together and `CifarFiles` six or two, `DataFolder` finds
///    them, `Idx` and `CifarFormat` read one, `Download` fetches one, `Archive` unpacks one.
///
/// Invariants: examples never change; the same seed gives the same split, order, augmentation and
/// digits, whatever the threads; a header is never trusted with memory; files of two folders are
/// never mixed; whatever is wrong with the data ends in a [org.tombola.datasets.DatasetException]
/// of one line.
///
/// Deliberately absent: tensors (a batch is a `float[]` and an `int[]`), more than one thread that
/// prepares batches (one is far faster than any step), and writing of data sets.
package org.tombola.datasets;
