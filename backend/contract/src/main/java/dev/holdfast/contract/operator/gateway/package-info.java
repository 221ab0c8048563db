/** Gateways and their certificates. */
@NullMarked
package dev.holdfast.contract.operator.gateway;

import org.jspecify.annotations.NullMarked;
