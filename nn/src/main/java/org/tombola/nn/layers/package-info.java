/// The pieces networks are made of; each is a record of its parameters whose `forward` is a line.
///
/// Read in this order: [org.tombola.nn.layers.Linear], [org.tombola.nn.layers.Relu],
/// [org.tombola.nn.layers.Flatten], [org.tombola.nn.layers.Sequential]; then for images
/// [org.tombola.nn.layers.Conv2d], [org.tombola.nn.layers.MaxPool2d],
/// [org.tombola.nn.layers.AvgPool2d], [org.tombola.nn.layers.GlobalAvgPool]; last
/// [org.tombola.nn.layers.BatchNorm2d] and [org.tombola.nn.layers.Dropout], those that behave
/// differently in training and evaluation.
///
/// Invariant: a layer keeps nothing between calls but its parameters and buffers, and changes only
/// buffers, only in [org.tombola.nn.Phase#TRAIN]; one network may be evaluated by many threads at
/// once as long as none trains it.
package org.tombola.nn.layers;
