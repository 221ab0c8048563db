/**
 * The gateways of the installation, by the certificates that they show. Guarantees: a certificate that an owner of the
 * installation revoked opens nothing of the internal device API, at this backend from the moment that the act is answered, at the
 * others within two seconds, also on connections that were open before.
 *
 * <p>Start reading at {@link dev.holdfast.backend.gateway.RevokeGateway}.
 */
@NullMarked
package dev.holdfast.backend.gateway;

import org.jspecify.annotations.NullMarked;
