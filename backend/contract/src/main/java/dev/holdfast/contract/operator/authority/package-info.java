/** Certificate authorities, and the public keys that verify Holdfast's signatures. */
@NullMarked
package dev.holdfast.contract.operator.authority;

import org.jspecify.annotations.NullMarked;
