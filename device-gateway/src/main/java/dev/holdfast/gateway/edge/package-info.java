/**
 * The device-facing edge. Guarantees: no byte of a request is acted upon before the peer proved a certificate's key over
 * TLS 1.3, the certificate is classified (general key, update or customer certificate), and the admission policy admits
 * {certificate, method, path}. Every refusal of an identity looks the same from outside; the reason is logged and
 * counted.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.edge.DeviceGate}; who a certificate is, decide {@code HelloCertificate}
 * and {@code DeviceRoot}.
 */
@NullMarked
package dev.holdfast.gateway.edge;

import org.jspecify.annotations.NullMarked;
