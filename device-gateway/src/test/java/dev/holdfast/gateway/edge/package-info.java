/** Unit tests, without a running gateway. */
@NullMarked
package dev.holdfast.gateway.edge;

import org.jspecify.annotations.NullMarked;
