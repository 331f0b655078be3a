/// The backend for NVIDIA devices: kernels of its own, handed to the driver as PTX.
///
/// Read in this order: [CudaProvider] (what the engine asks) and [Probe] (what may be missing);
/// [CudaBackend] (the verbs), [CudaStorage] (layout), [Kernel] and [Launch] (what a verb makes),
/// [Queue] (launches that wait, and graphs of them); [Device] (what is asked of a GPU) and
/// [JCudaDevice] (the driver's), with [Functions], [Staging] and [Natives] behind it. The kernels
/// are in `src/main/cuda`.
///
/// Invariants: constructing the provider touches nothing; asking loads the driver once, and creates
/// no context on a device. No class of JCuda is used before [Natives] has put its library in place.
/// Every result code of the driver is looked at. Storage of rank 4 is channels last, all other
/// row-major. Same inputs, same bytes out.
///
/// Deliberately absent: NVIDIA's libraries. Products and convolutions are kernels like the others.
package org.tombola.kernels.cuda;
