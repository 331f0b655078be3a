/// JMH benchmarks of the kernels that training consists of, and of whole training steps.
///
/// Read [GemmBench], [LayerBench] with its [LinearBench], [ConvBench] and [SparseBench], then
/// [BatchNormBench], [ElementwiseBench], [ReductionBench], [PoolBench], [LossBench], [UpdateBench],
/// and [StepBench]. [PeakBench] and [BandwidthBench] are what they are compared with. [Work] says
/// how much a call of each does, [Suites] which are run together, and with what. [WithoutJmh] hands
/// those on one shape, each a [ShapeBench], to another clock than JMH's.
///
/// All on one thread. The parameter `backend` is the name of a backend, with its choices if need
/// be: `cpu`, `cpu:conv=direct`, `reference`; where OpenBLAS has the same operation, also
/// `openblas`. `reference` is the definitions as plain loops: on large shapes nobody would wait for
/// it, so it is not among the defaults.
///
/// Not `NullMarked`: JMH fills the fields.
package org.tombola.bench.kernels;
