/** Unit tests, without a running gateway. */
@NullMarked
package dev.holdfast.gateway.update;

import org.jspecify.annotations.NullMarked;
