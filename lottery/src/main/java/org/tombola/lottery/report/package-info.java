/// From a run folder to a figure: `report.html`, figures as SVG and PNG, a table for the terminal.
///
/// Read in this order:
/// 1. The numbers: [ResultRow], [Summary] (means over seeds), [Headline] (what they say, in
///    sentences), [Collapse] (warnings), [RunClaims] (what a paper says, held against them).
/// 2. A figure: [Figures] (which there are, with [ArmFigures], [LevelCurves], [LayerFigure],
///    [RetrainFigures], [AnalysisFigures], [JointFigures], [DissectionFigures], [RoundFigures],
///    [PatternFigures], [ArrowFigures], [MapFigures]), [Figure], [Scale], [Plot], [DotPlot] and
///    [HeatMap] (how one is drawn), and the two things it is drawn on, [SvgCanvas] and
///    [ImageCanvas].
/// 3. The page: [Page], [RunTables], [Markup], [Html]; [Chart] and [Script] with `report.js` draw
///    the figures again on a screen; [UnitGraphs], with `graph.js`, what moves or is nothing.
/// 4. Terminals: [TextTable], [AnalysisTable], [TextPlot], [ClaimText].
/// 5. [RunFolder] reads a folder, [Report] puts everything together.
///
/// Invariants: any run can be reported on, also one that is half done or has failures; text of a
/// run folder reaches a page only through [Html#escape]; the page needs no network, and no script
/// to be read; the numbers of a sentence are computed, never assumed.
///
/// The figures that do not move are drawn here and not by a chart library: error bars from smallest
/// to largest value are not symmetric, which the libraries at hand draw only as such, and they
/// measure text with AWT, so that without fonts on the machine there would be no figure at all.
package org.tombola.lottery.report;
