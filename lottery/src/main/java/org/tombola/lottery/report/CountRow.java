package org.tombola.lottery.report;

import org.tombola.lottery.count.LayerCount;

/// One line of `counts.csv`.
record CountRow(String arm, int level, LayerCount layer) {}
