/** Tests of the package of the same name. */
@NullMarked
package dev.holdfast.backend.gateway;

import org.jspecify.annotations.NullMarked;
