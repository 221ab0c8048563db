/** Blocking devices, revoking certificates and retiring authorities, and what each of it would take from whom. */
@NullMarked
package dev.holdfast.contract.operator.revocation;

import org.jspecify.annotations.NullMarked;
