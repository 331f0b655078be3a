/// The backend for NVIDIA devices, as far as it goes: it says what stands between this machine and
/// a computation on its GPU.
///
/// Read in this order: [CudaProvider] (what the engine asks), [Probe] (the questions, in order),
/// [Driver] (the driver library's functions, called through `java.lang.foreign`), [DriverError]
/// (their result codes).
///
/// Invariants: constructing the provider touches nothing; asking loads the driver once, and creates
/// no context on a device.
///
/// Deliberately absent: kernels. This version carries none, so the backend is never available, and
/// says so where a device is found.
package org.tombola.kernels.cuda;
