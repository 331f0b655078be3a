/// Curves for TensorBoard: a training's numbers in the files that program reads.
///
/// Read in this order: [org.tombola.lottery.events.EventFile], what a caller uses;
/// [org.tombola.lottery.events.Records], the framing of the file;
/// [org.tombola.lottery.events.Message], the encoding of one record.
///
/// Invariants: after every call the file ends with a whole record, on disk as far as the operating
/// system goes, so that a training killed at any time leaves a readable file; no file of an earlier
/// training is ever overwritten.
///
/// Absent on purpose: histograms, images and graphs; and a protocol-buffers library. What is
/// written needs three kinds of field, and the library would be the largest part of the program.
package org.tombola.lottery.events;
