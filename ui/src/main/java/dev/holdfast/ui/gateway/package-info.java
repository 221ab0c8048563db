/**
 * Certificates of gateways, for installation owners. Revoking one requires a reason and the first digits of its fingerprint. Revoking a
 * fingerprint that no gateway has used requires a second confirmation.
 *
 * <p>Start with {@link dev.holdfast.ui.gateway.GatewaysView}.
 */
@NullMarked
package dev.holdfast.ui.gateway;

import org.jspecify.annotations.NullMarked;
