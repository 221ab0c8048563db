/** Tests of EST. */
@NullMarked
package dev.holdfast.gateway.est;

import org.jspecify.annotations.NullMarked;
