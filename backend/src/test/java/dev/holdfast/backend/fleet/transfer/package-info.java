/** Tests of transfer vouchers. */
@NullMarked
package dev.holdfast.backend.fleet.transfer;

import org.jspecify.annotations.NullMarked;
