/** Tests of the access of gateways. */
@NullMarked
package dev.holdfast.backend.gateway;

import org.jspecify.annotations.NullMarked;
