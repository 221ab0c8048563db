/**
 * The device-facing edge. Guarantees: a request is processed only after a handshake over TLS proved the key of its
 * certificate, the certificate was classified (general key, update or customer certificate), and the admission policy
 * admitted certificate, method and path. All refusals look the same to devices; the reason is logged and counted. While
 * the gateway remembers that a chip was refused, requests of this chip do not reach the backend.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.edge.DeviceGate}. {@code HelloCertificate} and {@code DeviceRoot}
 * verify certificates.
 */
@NullMarked
package dev.holdfast.gateway.edge;

import org.jspecify.annotations.NullMarked;
