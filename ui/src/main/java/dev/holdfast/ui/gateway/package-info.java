/** The certificates of the installation's gateways, and their revocation. Start with {@link dev.holdfast.ui.gateway.GatewaysView}. */
@NullMarked
package dev.holdfast.ui.gateway;

import org.jspecify.annotations.NullMarked;
