/**
 * The gateways of the installation, by the certificates that they show, for its owners. Guarantees: none is revoked without a reason and
 * the beginning of its fingerprint typed, and a fingerprint that no gateway has shown is told so before anything happens.
 *
 * <p>Start reading at {@link dev.holdfast.ui.gateway.GatewaysView}.
 */
@NullMarked
package dev.holdfast.ui.gateway;

import org.jspecify.annotations.NullMarked;
