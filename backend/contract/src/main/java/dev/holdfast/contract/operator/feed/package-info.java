/** Releases of the operating system, which belong to the installation. */
@NullMarked
package dev.holdfast.contract.operator.feed;

import org.jspecify.annotations.NullMarked;
