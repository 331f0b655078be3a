/// What a device implements: [Backend], its [Storage], and the [BackendProvider] that
/// [java.util.ServiceLoader] finds.
///
/// Read [Backend] first, for its rules; then [Kind], [Unary], [Binary] and [Window]. The reference
/// backend is the smallest complete example and the template for a new one.
package org.tombola.engine.spi;
