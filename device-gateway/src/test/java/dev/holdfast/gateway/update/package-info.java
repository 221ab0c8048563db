/** Tests of parts of the package of the same name, without a running gateway. */
@NullMarked
package dev.holdfast.gateway.update;

import org.jspecify.annotations.NullMarked;
